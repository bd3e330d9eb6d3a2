import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { numberAt, textAt } from '@recoup/cli/session/json-path';
import { type Answer, type Call, type Session, signIn } from '@recoup/cli/session/session';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { databaseUrl } from '@recoup/runtime/provision';
import { eventually } from '@recoup/testkit/eventually';
import pg from 'pg';
import { startHost } from '../../src/host/start-host.ts';
import type { Supervised } from '../../src/host/supervisor.ts';

const businessDate = '2026-03-31';

/** Those that people speak to, by their schemas; scorers are only spoken to by the bus. */
export const lineServices = ['ledger', 'packet', 'risk', 'notifier'] as const;

/** The whole installation, spoken to as its users do. */
export type Line = {
  readonly address: string;
  readonly glAddress: string;
  /** The services in processes of their own, to be killed. */
  readonly processes: readonly Supervised[];
  readonly brokers: readonly string[];
  /** The database of all services, as the superuser. */
  readonly adminUrl: () => string;
  /** As the superuser, behind the services' backs. */
  readonly database: <Row extends pg.QueryResultRow>(text: string) => Promise<Row[]>;
  readonly ask: (login: string, method: string, path: string, call?: Call) => Promise<Answer>;
  /** How many calls had each status, those that were repeated afterwards too; `none` had no answer at all. */
  readonly answers: () => ReadonlyMap<string, number>;
  /** Rows of our template, with its header. */
  readonly file: (...rows: readonly Row[]) => string;
  /** Takes rows of our template into the ledger and waits until packets can be made of them; answers their ids. */
  readonly openItems: (...rows: readonly Row[]) => Promise<readonly string[]>;
  readonly draft: (name: string, receivableIds: readonly string[]) => Promise<string>;
  readonly withEvidence: (packetId: string, receivableIds: readonly string[]) => Promise<void>;
  readonly submit: (packetId: string) => Promise<Answer>;
  readonly decide: (
    login: string,
    packetId: string,
    decision: 'APPROVE' | 'REJECT',
    comment?: string,
  ) => Promise<Answer>;
  readonly packet: (packetId: string) => Promise<unknown>;
  readonly becomes: (packetId: string, status: string) => Promise<unknown>;
  readonly history: (packetId: string) => Promise<readonly HistoryLine[]>;
  readonly mails: () => Promise<readonly { to: readonly string[]; subject: string }[]>;
  readonly stop: () => Promise<void>;
};

export type HistoryLine = {
  readonly action: string;
  readonly to: string;
  readonly role: string | null;
  readonly comment: string | null;
};

export type Row = {
  readonly invoice: string;
  readonly client?: string;
  readonly invoiceDate?: string;
  readonly dueDate?: string;
  readonly revenue?: string;
  readonly payable?: string;
};

const header =
  'entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason';
const csv = ({
  invoice,
  client = 'XYZ Corp',
  invoiceDate = '2025-12-01',
  dueDate = '2025-12-31',
  revenue = '1000.00',
  payable = '9000.00',
}: Row) =>
  `US01,Film,D-1,${client},${client},B-1,Acme Inc,A-1,Ann Agent,${invoice},${invoiceDate},${dueDate},USD,${revenue},${payable},0.00,0.00,false,`;

const file = (...rows: readonly Row[]): string => [header, ...rows.map(csv)].join('\n');

/** How many processes, and what carries the messages: two switches that know nothing of each other. */
export type Shape = { readonly processes: 'one' | 'each'; readonly bus: 'postgres' | 'kafka' };

export const wholeLine = async (
  shape: Shape,
  settings: Readonly<Record<string, string>> = {},
): Promise<Line> => {
  const folder = await throwawayFolder('recoup-line-');
  const host = await startHost({
    dataDir: folder,
    port: 19_080,
    // A killed service leaves its port free for a moment: another installation beside this one must not want it.
    firstServicePort: 20_000 + 20 * Math.floor(Math.random() * 500),
    ...shape,
    environment: { ...process.env, BUSINESS_DATE: businessDate, LOG_LEVEL: 'fatal', ...settings },
    log: () => undefined,
  });
  const { address, glAddress, brokers, postgresPort } = host.shown;
  const own = () => {
    const password = readFileSync(join(folder, 'postgres/superuser-password'), 'utf8').trim();
    return `postgres://postgres:${password}@127.0.0.1:${postgresPort}/postgres`;
  };
  const adminUrl = () =>
    databaseUrl(settings.ADMIN_DATABASE_URL ?? own(), shape.bus === 'kafka' ? 'recoup_kafka' : 'recoup');
  const database: Line['database'] = async <Row extends pg.QueryResultRow>(text: string) => {
    const client = new pg.Client(adminUrl());
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  };
  const sessions = new Map<string, Promise<Session>>();
  const as = (login: string) => {
    const known = sessions.get(login) ?? signIn(address, login);
    sessions.set(login, known);
    return known;
  };
  const answers = new Map<string, number>();
  const count = (status: string) => void answers.set(status, (answers.get(status) ?? 0) + 1);
  const ask: Line['ask'] = async (login, method, path, call) => {
    const repeatable = { key: randomUUID(), ...call };
    const session = await as(login);
    return patiently(() => session.ask(method, path, repeatable), count);
  };
  const packet = async (id: string) =>
    (await ask('client-accounting-1', 'GET', `/packet/v1/packets/${id}`)).body;
  const seen = async (id: string) => numberAt(await packet(id), 'version');

  return {
    address,
    glAddress,
    processes: host.processes,
    brokers,
    adminUrl,
    database,
    ask,
    answers: () => answers,
    packet,
    file,
    openItems: async (...rows) => {
      const upload = { bytes: file(...rows), type: 'text/csv' };
      const answer = await ask('client-accounting-1', 'POST', `/ledger/v1/imports?asOf=${businessDate}`, {
        upload,
      });
      // 202: the import lost its database on the way and is taken up again.
      if (answer.status !== 201 && answer.status !== 202) throw new Error(JSON.stringify(answer.body));
      return Promise.all(rows.map(({ invoice }) => eventually(() => receivableOf(ask, invoice), 60_000)));
    },
    draft: async (name, receivableIds) => {
      const made = await ask('client-accounting-1', 'POST', '/packet/v1/packets', {
        body: { name, receivableIds },
      });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return textAt(made.body, 'packetId');
    },
    withEvidence: async (id, receivableIds) => {
      await ask('client-accounting-1', 'PUT', `/packet/v1/packets/${id}/receivables`, {
        ifMatch: await seen(id),
        body: { receivableIds, criterion: 'AGED', usePacketDocument: true },
      });
      const upload = { bytes: 'Called on 12 January, no answer since.', type: 'text/plain' };
      const path = `/packet/v1/packets/${id}/documents?kind=COLLECTION_LOG&fileName=log.txt`;
      const attached = await ask('client-accounting-1', 'POST', path, { upload });
      if (attached.status !== 201) throw new Error(JSON.stringify(attached.body));
    },
    submit: async (id) =>
      ask('client-accounting-1', 'POST', `/packet/v1/packets/${id}/submission`, {
        ifMatch: await seen(id),
        body: {},
      }),
    decide: async (login, id, decision, comment) =>
      ask(login, 'POST', `/packet/v1/packets/${id}/decisions`, {
        ifMatch: await seen(id),
        body: { decision, ...(comment === undefined ? {} : { comment }) },
      }),
    becomes: (id, status) =>
      eventually(async () => {
        const now = await packet(id);
        if (textAt(now, 'packetStatusCd') !== status)
          throw new Error(`still ${textAt(now, 'packetStatusCd')}`);
        return now;
      }, 60_000),
    history: async (id) => {
      const { body } = await ask('client-accounting-1', 'GET', `/packet/v1/packets/${id}/history`);
      return (body as { items: HistoryLine[] }).items;
    },
    mails: async () => {
      const listed: unknown = await (await fetch(`${address}/mail.json`)).json();
      return (listed as { messages: { to: string[]; subject: string }[] }).messages;
    },
    stop: async () => {
      await host.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const receivableOf = async (ask: Line['ask'], invoice: string): Promise<string> => {
  const { body } = await ask('client-accounting-1', 'GET', `/packet/v1/receivables?invoiceNumber=${invoice}`);
  const id = textAt(body, 'items', 0, 'receivableId');
  if (id === '') throw new Error(`${invoice} has not arrived yet`);
  return id;
};

const away = new Set([502, 503, 504]);

/** Asks again, the same under the same key, while a service is down: what a careful caller does who got no answer. */
const patiently = async (
  call: () => Promise<Answer>,
  count: (status: string) => void,
  limitMs = 40_000,
): Promise<Answer> => {
  for (const end = Date.now() + limitMs; ; ) {
    const answer = await call().catch(() => undefined);
    count(String(answer?.status ?? 'none'));
    if (answer && !away.has(answer.status)) return answer;
    if (Date.now() > end) throw new Error(`no answer within ${limitMs / 1000} s: ${answer?.status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
