import type { Bus } from '@recoup/runtime/bus/bus';
import { startRelay } from '@recoup/runtime/outbox/relay';
import { createLogger } from '@recoup/runtime/process/logger';
import { createMetrics } from '@recoup/runtime/process/metrics';
import type { BenchDatabase } from './bench-database.ts';
import { type BenchOptions, type BenchResult, resultOf, timeOf } from './bench-result.ts';
import { interleaved } from './interleaved.ts';
import { AccountChanged, accountsSchema, bookOfAccounts, changeOf } from './ledger/book-of-accounts.ts';

const batchSize = 1_000;
const aggregates = 1_000;
const bytesOfSequence = 10;

/** Drains an outbox into a bus that keeps nothing, beside one COPY of the same rows (goal R1). */
export const benchRelay = async (options: BenchOptions): Promise<readonly BenchResult[]> => {
  const { rows, rounds, adminUrl, log } = options;
  const book = bookOfAccounts(adminUrl, 'bench_relay');
  try {
    await book.makeNew();
    const prepare = () => fillOutbox(book, rows);
    const medians = await interleaved(
      [
        { name: 'limit', prepare, run: () => copyOut(book) },
        { name: 'ours', prepare, run: () => drain(book, rows) },
      ],
      rounds,
      log,
    );
    const result = resultOf({
      bench: 'relay',
      goal: `R1: at most 6 x COPY out, ${batchSize} a batch, none skipped or reordered`,
      most: 6,
      n: rows,
      limitMs: timeOf(medians, 'limit'),
      oursMs: timeOf(medians, 'ours'),
    });
    return [result];
  } finally {
    await book.close();
  }
};

const fillOutbox = async (book: BenchDatabase, rows: number): Promise<void> => {
  const client = book.client();
  await client.query('truncate outbox');
  // The number of each event stands first in its message, where the sink reads it without parsing.
  await client.query(
    `insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
     select uuidv7(), $1, md5((ordinal % $3)::text)::uuid, ordinal / $3 + 1, $2, 'bench', now(),
            convert_to(lpad((ordinal / $3 + 1)::text, $4, '0') || $5, 'UTF8')
       from generate_series(0, $6 - 1) as ordinal`,
    [
      AccountChanged.topic,
      AccountChanged.type,
      aggregates,
      bytesOfSequence,
      JSON.stringify(changeOf('', 1)),
      rows,
    ],
  );
  await client.query('vacuum analyze outbox');
  await client.query('checkpoint');
};

const copyOut = async (book: BenchDatabase): Promise<void> => {
  await book.client().query(`copy (select topic, aggregate_id, event_type, message from outbox order by id)
                              to '/dev/null'`);
};

const drain = async (book: BenchDatabase, rows: number): Promise<void> => {
  const last = new Map<string, number>();
  let taken = 0;
  const whole = Promise.withResolvers<void>();
  const sink: Bus = {
    publish: async (records) => {
      for (const { key, value } of records) {
        const sequence = Number(Buffer.from(value.subarray(0, bytesOfSequence)).toString());
        if (sequence !== (last.get(key) ?? 0) + 1)
          whole.reject(new Error(`event ${sequence} of ${key} is out of turn`));
        last.set(key, sequence);
      }
      taken += records.length;
      if (taken === rows) whole.resolve();
    },
    subscribe: () => Promise.reject(new Error('nobody listens here')),
    close: () => Promise.resolve(),
  };
  const relay = startRelay({
    compacted: new Set(),
    url: book.runtimeUrl,
    schema: accountsSchema,
    bus: sink,
    batchSize,
    logger: createLogger('bench', 'error'),
    metrics: createMetrics('bench'),
  });
  await whole.promise;
  // The stop waits for the round under way, and with it for the marks of the last batch.
  await relay.stop();
  const { rows: left } = await book.client().query('select from outbox where published_at is null limit 1');
  if (left.length > 0) throw new Error('the relay left events unmarked');
};
