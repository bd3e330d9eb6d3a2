import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnswerClient, answerClient, type Result, sendAs } from '@recoup/cli/session/api-client';
import { accepted, tokenOf } from '@recoup/cli/session/session';
import type { Answer, Send } from '@recoup/contracts/api-client';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { urlOfDatabase } from '@recoup/runtime/provision';
import { eventually } from '@recoup/testkit/eventually';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { type Mail, mailsOf } from '../../src/demo/mails-of.ts';
import type { Supervised } from '../../src/host/processes/supervise.ts';
import { databaseName } from '../../src/host/start-database.ts';
import { startHost } from '../../src/host/start-host.ts';

const businessDate = '2026-03-31';

/** Those that people speak to, by their schemas; scorers are only spoken to by the bus. */
export const serviceSchemas = ['ledger', 'packet', 'risk', 'notifier'] as const;

/** The whole installation, spoken to as its users do. */
export type Installation = {
  readonly address: string;
  readonly glAddress: string;
  /** The services in processes of their own, to be killed. */
  readonly processes: readonly Supervised[];
  readonly brokers: readonly string[];
  /** The database of all services, as the superuser. */
  readonly adminUrl: () => string;
  /** As the superuser, behind the services' backs. */
  readonly database: <Row extends pg.QueryResultRow>(text: string) => Promise<Row[]>;
  /** Calls as a seeded person, each repeated under its key until it is answered. */
  readonly as: (login: string) => AnswerClient;
  /** How many calls had each status, those that were repeated afterwards too; `none` had no answer at all. */
  readonly answers: () => ReadonlyMap<string, number>;
  /** Rows of our template, with its header. */
  readonly file: (...rows: readonly Row[]) => string;
  /** Takes rows of our template into the ledger and waits until packets can be made of them; answers their ids. */
  readonly openItems: (...rows: readonly Row[]) => Promise<readonly string[]>;
  readonly draft: (name: string, receivableIds: readonly string[]) => Promise<string>;
  readonly withEvidence: (packetId: string, receivableIds: readonly string[]) => Promise<void>;
  readonly submit: (packetId: string) => Promise<Answer<PacketAndWarnings>>;
  readonly decide: (
    login: string,
    packetId: string,
    decision: 'APPROVE' | 'REJECT',
    comment?: string,
  ) => Promise<Answer<Decided>>;
  readonly packet: (packetId: string) => Promise<Packet>;
  readonly becomes: (packetId: string, status: Packet['packetStatusCd']) => Promise<Packet>;
  readonly history: (packetId: string) => Promise<History['items']>;
  readonly mails: () => Promise<readonly Mail[]>;
  readonly stop: () => Promise<void>;
};

type Packet = Result<'get', '/packet/v1/packets/{id}'>;
type PacketAndWarnings = Result<'post', '/packet/v1/packets/{id}/submission'>;
type Decided = Result<'post', '/packet/v1/packets/{id}/decisions'>;
type History = Result<'get', '/packet/v1/packets/{id}/history'>;

export type Row = {
  readonly entity?: string;
  readonly invoice: string;
  readonly client?: string;
  readonly invoiceDate?: string;
  readonly dueDate?: string;
  readonly revenue?: string;
  readonly payable?: string;
  /** The id of the invoice in the general ledger. */
  readonly glReference?: string;
};

const header =
  'entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason,gl_reference';
const csv = ({
  entity = 'US01',
  invoice,
  client = 'XYZ Corp',
  invoiceDate = '2025-12-01',
  dueDate = '2025-12-31',
  revenue = '1000.00',
  payable = '9000.00',
  glReference = '',
}: Row) =>
  `${entity},Film,D-1,${client},${client},B-1,Acme Inc,A-1,Ann Agent,${invoice},${invoiceDate},${dueDate},USD,${revenue},${payable},0.00,0.00,false,,${glReference}`;

const file = (...rows: readonly Row[]): string => [header, ...rows.map(csv)].join('\n');

/** How many processes, and what carries the messages: two switches that know nothing of each other. */
export type Shape = { readonly processes: 'one' | 'each'; readonly bus: 'postgres' | 'kafka' };

export const startInstallation = async (
  shape: Shape,
  settings: Readonly<Record<string, string>> = {},
): Promise<Installation> => {
  const folder = await throwawayFolder('recoup-installation-');
  const host = await startHost({
    dataDir: folder,
    port: 19_080,
    // A killed service leaves its port free for a moment: another installation beside this one must not want it.
    firstServicePort: 20_000 + 20 * Math.floor(Math.random() * 500),
    ...shape,
    environment: { BUSINESS_DATE: businessDate, LOG_LEVEL: 'fatal', ...settings },
    log: () => undefined,
  });
  const { address, glAddress, brokers, postgresPort } = host.shown;
  const own = () => {
    const password = readFileSync(join(folder, 'postgres/superuser-password'), 'utf8').trim();
    return `postgres://postgres:${password}@127.0.0.1:${postgresPort}/postgres`;
  };
  const { ADMIN_DATABASE_URL: foreign } = settings;
  const adminUrl = () =>
    urlOfDatabase(foreign ?? own(), databaseName(foreign ? 'foreign' : 'own', shape.bus));
  const database: Installation['database'] = async <Row extends pg.QueryResultRow>(text: string) => {
    const client = new pg.Client(adminUrl());
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  };
  const tokens = new Map<string, Promise<string>>();
  const tokenFor = (login: string) => {
    const known = tokens.get(login) ?? tokenOf(address, login);
    tokens.set(login, known);
    return known;
  };
  const answers = new Map<string, number>();
  const count = (status: string) => void answers.set(status, (answers.get(status) ?? 0) + 1);
  const as = (login: string) =>
    answerClient(async (request) => {
      const repeatable = { ...request, call: { key: randomUUID(), ...request.call } };
      return repeated(sendAs(address, await tokenFor(login)), count)(repeatable);
    });
  const author = as('client-accounting-1');
  const packet = async (id: string) =>
    accepted(await author.get('/packet/v1/packets/{id}', { path: { id } }));
  /** What a call about a packet needs that changes the version which stands. */
  const changing = async (id: string) => ({ path: { id }, ifMatch: (await packet(id)).version });

  return {
    address,
    glAddress,
    processes: host.processes,
    brokers,
    adminUrl,
    database,
    as,
    answers: () => answers,
    packet,
    file,
    openItems: async (...rows) => {
      const upload = { bytes: file(...rows), type: 'text/csv' };
      accepted(await author.post('/ledger/v1/imports', { query: { asOf: businessDate }, upload }));
      return Promise.all(rows.map(({ invoice }) => eventually(() => receivableOf(author, invoice), 60_000)));
    },
    draft: async (name, receivableIds) =>
      accepted(await author.post('/packet/v1/packets', { body: { name, receivableIds } })).packetId,
    withEvidence: async (id, receivableIds) => {
      await author.put('/packet/v1/packets/{id}/receivables', {
        ...(await changing(id)),
        body: { receivableIds, criterion: 'AGED', usePacketDocument: true },
      });
      const attached = await author.post('/packet/v1/packets/{id}/documents', {
        path: { id },
        query: { kind: 'COLLECTION_LOG', fileName: 'log.txt' },
        upload: { bytes: 'Called on 12 January, no answer since.', type: 'text/plain' },
      });
      accepted(attached);
    },
    submit: async (id) =>
      author.post('/packet/v1/packets/{id}/submission', { ...(await changing(id)), body: {} }),
    decide: async (login, id, decision, comment) =>
      as(login).post('/packet/v1/packets/{id}/decisions', {
        ...(await changing(id)),
        body: { decision, ...(comment === undefined ? {} : { comment }) },
      }),
    becomes: (id, status) =>
      eventually(async () => {
        const now = await packet(id);
        if (now.packetStatusCd !== status) throw new Error(`still ${now.packetStatusCd}`);
        return now;
      }, 60_000),
    history: async (id) =>
      accepted(await author.get('/packet/v1/packets/{id}/history', { path: { id } })).items,
    mails: () => mailsOf(address),
    stop: async () => {
      await host.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** An installation that starts before the tests of a file or block and stops after them; there to be asked for once they run. */
export const usedInstallation = (
  shape: Shape,
  settings: Readonly<Record<string, string>> = {},
): (() => Installation) => {
  let started: Installation | undefined;
  beforeAll(async () => {
    started = await startInstallation(shape, settings);
  }, 180_000);
  afterAll(() => started?.stop(), 60_000);
  return () => {
    if (!started) throw new Error('The installation has not started yet');
    return started;
  };
};

const receivableOf = async (author: AnswerClient, invoice: string): Promise<string> => {
  const query = { invoiceNumber: [invoice] };
  const [found] = accepted(await author.get('/packet/v1/receivables', { query })).items;
  if (!found) throw new Error(`${invoice} has not arrived yet`);
  return found.receivableId;
};

const unavailable = new Set([502, 503, 504]);
const answeredWithinMs = 40_000;

/** Sends again, the same under the same key, while a service is down: what a careful caller does who got no answer. */
const repeated =
  (send: Send, count: (status: string) => void): Send =>
  async <Body>(request: Parameters<Send>[0]) => {
    for (const end = Date.now() + answeredWithinMs; ; ) {
      const answer = await send<Body>(request).catch(() => undefined);
      count(String(answer?.status ?? 'none'));
      if (answer && !unavailable.has(answer.status)) return answer;
      if (Date.now() > end)
        throw new Error(`no answer within ${answeredWithinMs / 1000} s: ${answer?.status}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
