import { Socket } from 'node:net';
import { sql } from 'kysely';
import type { ClientConfig } from 'pg';
import { type DatabaseAddress, databaseAddress } from '../process/settings/database-url.ts';
import { clientKeepAlive, serverKeepAlive } from './keep-alive.ts';
import type { Queries } from './queries.ts';

/** How long PostgreSQL lets a session run a statement, wait for a lock, hold a transaction open without a statement, and be idle. */
type ServerLimits = {
  readonly statement_timeout: string;
  readonly lock_timeout?: string;
  readonly idle_in_transaction_session_timeout: string;
  readonly idle_session_timeout?: string;
  /** Off where nothing is lost with the last commits before a crash of the server. */
  readonly synchronous_commit?: 'off';
};

/** Both are longer than the server takes to answer or to refuse. */
type Limits = {
  readonly server: ServerLimits;
  /** How long the client waits on a silent wire, in milliseconds. */
  readonly silenceMs?: number;
  /**
   * How long it waits for one answer, in milliseconds: where a session may rightly be silent in between. Whoever uses it gives up
   * the session.
   */
  readonly answerMs?: number;
};

/** What the sessions of a schema are for. Each use has limits of its own, on both ends of the wire. */
export const sessionLimits = {
  /** Requests and handlers of events. */
  requests: {
    server: { statement_timeout: '10s', lock_timeout: '3s', idle_in_transaction_session_timeout: '15s' },
    silenceMs: 35_000,
  },
  /** Imports: each statement goes over all rows of a file. */
  longWork: {
    server: { statement_timeout: '15min', lock_timeout: '3s', idle_in_transaction_session_timeout: '5min' },
    silenceMs: 960_000,
  },
  /** Building an index over years of data takes what it takes; only a lock that stops everybody else is not waited for. */
  migration: {
    server: { statement_timeout: '0', lock_timeout: '3s', idle_in_transaction_session_timeout: '60s' },
  },
  /** Questions about whole tables. */
  checks: {
    server: { statement_timeout: '5min', lock_timeout: '3s', idle_in_transaction_session_timeout: '15s' },
    silenceMs: 330_000,
  },
  /**
   * The one that leads a relay, and holds its lock. It asks for the lead before each send; a leader that stands still loses the
   * lead when the longest send and its answer are over. A mark that a crash of the server takes away is made again after its
   * event was sent again.
   */
  relay: {
    server: {
      statement_timeout: '30s',
      idle_in_transaction_session_timeout: '15s',
      idle_session_timeout: '90s',
      synchronous_commit: 'off',
    },
    answerMs: 35_000,
  },
  /** Publishing, and taking: a transaction stays open while the messages of a partition are handled. */
  bus: {
    server: { statement_timeout: '30s', idle_in_transaction_session_timeout: '120s' },
    answerMs: 35_000,
  },
  /** Making schemas, roles and rights, one after another. */
  provisioning: {
    server: { statement_timeout: '0', idle_in_transaction_session_timeout: '60s' },
  },
} as const satisfies Readonly<Record<string, Limits>>;

export type SessionPurpose = keyof typeof sessionLimits;

/** PostgreSQL looks so often whether the client of a statement is still there, and cancels the statement when it is not. */
const clientCheck = '-c client_connection_check_interval=2s';

/** How long the one heavy statement of a request may take: less than the client waits for an answer. */
export const heavyStatementTimeout = '30s';

/** Lets the statements of the transaction under way take `heavyStatementTimeout` each. */
export const allowHeavyStatement = async (database: Queries): Promise<void> => {
  await database.query(sql`set local statement_timeout = ${sql.lit(heavyStatementTimeout)}`);
};

/**
 * The settings of one session of a purpose; `name` is what the server shows of it.
 * A wire that has carried nothing for as long as the purpose allows is cut, and what waited on it fails as by a lost connection.
 */
export const sessionSettings = (
  url: string,
  purpose: SessionPurpose,
  name: string,
  silenceMs = limitsOf(purpose).silenceMs,
): DatabaseAddress & ClientConfig => {
  const { answerMs } = limitsOf(purpose);
  const server = Object.entries(limitsOf(purpose).server).map(([limit, value]) => `-c ${limit}=${value}`);
  return {
    ...databaseAddress(url),
    ...clientKeepAlive,
    ...(silenceMs === undefined ? {} : { stream: () => socketCutAfter(silenceMs) }),
    ...(answerMs === undefined ? {} : { query_timeout: answerMs }),
    connectionTimeoutMillis: 10_000,
    application_name: name,
    options: ['-c timezone=UTC', ...server, clientCheck, serverKeepAlive].join(' '),
  };
};

const limitsOf = (purpose: SessionPurpose): Limits => sessionLimits[purpose];

/** The client's own `query_timeout` would hand the same dead connection out again. */
const socketCutAfter = (ms: number): Socket => {
  const socket = new Socket();
  socket.setTimeout(ms, () =>
    socket.destroy(new Error(`Connection terminated: the database was silent for ${ms} ms`)),
  );
  return socket;
};
