import { type EventContract, schemaOf } from '@recoup/contracts/envelope';
import type { Bus, Delivery } from '@recoup/runtime/bus/bus';
import { createConsumer } from '@recoup/runtime/consumer/consumer';
import { facts, on, type Subscription, state } from '@recoup/runtime/inbox/subscription';
import { newId } from '@recoup/runtime/process/ids';
import { createLogger } from '@recoup/runtime/process/logger';
import { createMetrics } from '@recoup/runtime/process/metrics';
import { sql } from 'kysely';
import type { BenchDatabase } from './bench-database.ts';
import { type BenchOptions, type BenchResult, resultOf, timeOf } from './bench-result.ts';
import { interleaved } from './interleaved.ts';
import { AccountChanged, bookOfAccounts, changeOf, openAccounts } from './ledger/book-of-accounts.ts';

const batchSize = 500;
type Change = { readonly accountId: string; readonly version: number };

/** Events taken in through the inbox in batches of 500, new ones and duplicates, beside the update alone (goal R4). */
export const benchInbox = async (options: BenchOptions): Promise<readonly BenchResult[]> => {
  const batches = Math.max(1, Math.round(options.rows / batchSize / 4));
  const book = bookOfAccounts(options.adminUrl, 'bench_inbox');
  try {
    await book.makeNew();
    const accounts = await openAccounts(book, batchSize);
    const measured = (name: string, kind: Kind) => benchKind(book, accounts, batches, name, kind, options);
    return [...(await measured('state', stateKind(book))), ...(await measured('facts', factsKind(book)))];
  } finally {
    await book.close();
  }
};

/** How a service listens, and what the same effect costs without an inbox. */
type Kind = {
  readonly subscription: Subscription;
  readonly bare: (changes: readonly Change[]) => Promise<void>;
};

/** Only the newest event of each account counts; a batch is one statement. */
const stateKind = (book: BenchDatabase): Kind => {
  const update = async (changes: readonly Change[]) => {
    await book.database().query(sql`
      update account set version = change.version
        from unnest(${changes.map(({ accountId }) => accountId)}::uuid[],
                    ${changes.map(({ version }) => version)}::int[]) as change (account_id, version)
       where account.account_id = change.account_id and account.version < change.version`);
  };
  return {
    subscription: state([AccountChanged], (events) => update(events.map(({ data }) => data))),
    bare: (changes) => book.database().transaction(() => update(changes)),
  };
};

/** Every event counts, one after another. */
const factsKind = (book: BenchDatabase): Kind => {
  const update = async ({ accountId, version }: Change) => {
    await book.database().query(sql`update account set version = ${version} where account_id = ${accountId}`);
  };
  return {
    subscription: facts(AccountChanged.topic, [on(AccountChanged, ({ data }) => update(data))]),
    bare: (changes) =>
      book.database().transaction(async () => {
        for (const change of changes) await update(change);
      }),
  };
};

const benchKind = async (
  book: BenchDatabase,
  accounts: readonly string[],
  batches: number,
  name: string,
  { subscription, bare }: Kind,
  { rounds, log }: BenchOptions,
): Promise<readonly BenchResult[]> => {
  const consumer = createConsumer({
    database: book.database(),
    bus: nobody,
    group: `bench-${name}`,
    catalogue: new Map<string, EventContract>([[AccountChanged.type, AccountChanged]]),
    subscriptions: [subscription],
    logger: createLogger('bench', 'error'),
    metrics: createMetrics('bench'),
  });
  let version = 0;
  let due: readonly (readonly Change[])[] = [];
  let deliveries: readonly (readonly Delivery[])[] = [];
  const prepare = async () => {
    due = Array.from({ length: batches }, () => {
      version += 1;
      return accounts.map((accountId) => ({ accountId, version }));
    });
    deliveries = due.map((changes) => changes.map(delivered));
    await book.client().query('truncate inbox, inbox_version, dead_letter');
    await book.client().query('update account set version = 0');
    await book
      .client()
      .query(`insert into inbox_version select $1, $2, account_id, $3 from account`, [
        `bench-${name}`,
        AccountChanged.topic,
        version - batches,
      ]);
    await book.client().query('vacuum analyze account');
    await book.client().query('checkpoint');
  };
  const takeIn = async () => {
    for (const batch of deliveries) await consumer.handle(batch);
  };
  const alone = {
    name: `${name}: update alone`,
    prepare,
    run: async () => {
      for (const changes of due) await bare(changes);
    },
  };
  const inbox = { name: `${name}: inbox`, prepare, run: takeIn };
  const again = {
    name: `${name}: duplicates`,
    prepare: async () => {
      await prepare();
      await takeIn();
    },
    run: takeIn,
  };
  const medians = await interleaved([alone, inbox, again], rounds, log);
  const { rows } = await book.client().query('select from dead_letter limit 1');
  if (rows.length > 0) throw new Error('the inbox could not take something in');
  const beside = (bench: string, goal: string, most: number, contender: { readonly name: string }) =>
    resultOf({
      bench,
      goal,
      most,
      n: batches * batchSize,
      limitMs: timeOf(medians, alone.name),
      oursMs: timeOf(medians, contender.name),
    });
  return [
    beside(
      `inbox, ${name}`,
      `R4: ${name} in batches of ${batchSize}, at most 2.5 x the update alone`,
      2.5,
      inbox,
    ),
    beside(`again, ${name}`, `R4: duplicates of ${name}, at most 0.6 x the update alone`, 0.6, again),
  ];
};

const delivered = ({ accountId, version }: Change): Delivery => ({
  topic: AccountChanged.topic,
  key: accountId,
  headers: {},
  partition: 0,
  position: String(version),
  value: Buffer.from(
    JSON.stringify({
      specversion: '1.0',
      id: newId(),
      source: '/recoup/bench',
      type: AccountChanged.type,
      subject: accountId,
      time: '2026-03-31T10:00:00.000Z',
      dataschema: schemaOf(AccountChanged.type),
      datacontenttype: 'application/json',
      partitionkey: accountId,
      sequence: version,
      correlationid: accountId,
      actor: 'bench',
      data: changeOf(accountId, version),
    }),
  ),
});

const nobody: Bus = {
  publish: () => Promise.resolve(),
  subscribe: () => Promise.reject(new Error('the bench hands batches over itself')),
  close: () => Promise.resolve(),
};
