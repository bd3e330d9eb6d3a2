import { setTimeout as pause } from 'node:timers/promises';
import type { Bus } from '@recoup/runtime/bus/bus';
import { startRelay } from '@recoup/runtime/outbox/relay';
import { newId } from '@recoup/runtime/process/ids';
import { createLogger } from '@recoup/runtime/process/logger';
import { createMetrics } from '@recoup/runtime/process/metrics';
import { seededRandom } from '../packages/local/src/seeded-random.ts';
import type { BenchDatabase } from './bench-database.ts';
import { type BenchOptions, type BenchResult, latencyResultOf } from './bench-result.ts';
import { AccountChanged, accountsSchema, bookOfAccounts } from './ledger/book-of-accounts.ts';
import { quantile } from './quantile.ts';

const pollMs = 100;
const events = 300;
/** Long, since the server tells its statistics up to a second late at both ends. */
const idleMs = 30_000;

/** From the commit of an event to the bus, by polling alone, beside the poll's own length; and what an idle relay asks (goal R2). */
export const benchRelayLatency = async (options: BenchOptions): Promise<readonly BenchResult[]> => {
  const book = bookOfAccounts(options.adminUrl, 'bench_latency');
  const arrived = new Map<string, (at: number) => void>();
  const bus: Bus = {
    publish: async (records) => {
      const at = performance.now();
      for (const { key } of records) arrived.get(key)?.(at);
    },
    subscribe: () => Promise.reject(new Error('nobody listens here')),
    close: () => Promise.resolve(),
  };
  try {
    await book.makeNew();
    const relay = startRelay({
      compacted: new Set(),
      url: book.runtimeUrl,
      schema: accountsSchema,
      bus,
      pollMs,
      logger: createLogger('bench', 'error'),
      metrics: createMetrics('bench'),
    });
    const latencies = await writeAtOddTimes(book, arrived);
    options.log(`${events} events came through a poll of ${pollMs} ms`);
    const queries = await queriesOfIdle(book);
    await relay.stop();
    const beside = (bench: string, goal: string, most: number, oursMs: number) =>
      latencyResultOf({ bench, goal, most, n: events, limitMs: pollMs, oursMs });
    return [
      beside('relay p50', 'R2: half of the events within 0.6 of a poll', 0.6, quantile(latencies, 0.5)),
      beside('relay p99', 'R2: 99 of 100 events within 1.2 polls', 1.2, quantile(latencies, 0.99)),
      latencyResultOf({
        bench: 'relay idle',
        goal: 'R2: an idle relay asks once a poll (jitter and what watches it allowed for)',
        most: 1.1,
        n: queries,
        limitMs: idleMs / pollMs,
        oursMs: queries,
      }),
    ];
  } finally {
    await book.close();
  }
};

const writeAtOddTimes = async (
  book: BenchDatabase,
  arrived: Map<string, (at: number) => void>,
): Promise<readonly number[]> => {
  const random = seededRandom(20_260_331);
  const latencies: Promise<number>[] = [];
  for (let written = 0; written < events; written += 1) {
    const [key, { promise, resolve }] = [newId(), Promise.withResolvers<number>()];
    arrived.set(key, resolve);
    await book.client().query(
      `insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
       values (uuidv7(), $1, $2, 1, $3, 'bench', now(), 'bench')`,
      [AccountChanged.topic, key, AccountChanged.type],
    );
    const committed = performance.now();
    latencies.push(promise.then((at) => Math.max(0, at - committed)));
    await pause(10 + random.below(pollMs));
  }
  return Promise.all(latencies);
};

/** Transactions in the database while nothing happens; the relay's every question is one. */
const queriesOfIdle = async (book: BenchDatabase): Promise<number> => {
  const count = async () => {
    const { rows } = await book
      .client()
      .query<{ count: string }>(
        'select xact_commit as count from pg_stat_database where datname = current_database()',
      );
    return Number(rows[0]?.count ?? 0);
  };
  // Statistics are told a second late.
  await pause(1_500);
  const before = await count();
  await pause(idleMs);
  return (await count()) - before - 1;
};
