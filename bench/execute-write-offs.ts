import { join } from 'node:path';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { migrations } from '../apps/ledger-service/src/migrations/list.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { type BenchOptions, type BenchResult, latencyResultOf, resultOf, timeOf } from './bench-result.ts';
import { sampleFile } from './import-open-items.ts';
import { interleaved } from './interleaved.ts';
import { approvedPacket, ledgerExecution } from './ledger/ledger-execution.ts';
import { setBasedExecution } from './ledger/set-based-execution.ts';
import { setBasedImport } from './ledger/set-based-import.ts';
import { peakMemory } from './peak-memory.ts';

const asOf = '2026-03-31' as CalendarDate;
const template = 'bench_books';

/** Executes approved packets of 10 lines and more beside set-based SQL that writes the same rows (goals L1 and L2). */
export const benchExecution = async (options: BenchOptions): Promise<readonly BenchResult[]> => {
  const { rows, rounds, adminUrl, log } = options;
  const sizes = [10, 1_000, 10_000, 100_000].filter((size) => size <= rows);
  const books = benchDatabase(adminUrl, template, 'ledger', migrations);
  const ours = benchDatabase(adminUrl, 'bench_ours', 'ledger', migrations);
  const limit = benchDatabase(adminUrl, 'bench_limit', 'ledger', migrations);
  try {
    await fillBooks(books, options);
    const results: BenchResult[] = [];
    for (const lines of sizes) {
      const peaks: number[] = [];
      const medians = await interleaved(
        [
          {
            name: `${lines} lines: limit`,
            prepare: () => limit.copyOf(template),
            run: () => setBasedExecution(limit.client(), lines),
          },
          {
            name: `${lines} lines: ours`,
            prepare: async () => {
              await ours.copyOf(template);
              await approvedPacket(ours, lines);
            },
            run: async () => {
              peaks.push(await peakMemory(() => ledgerExecution(ours.database(), lines)));
            },
          },
        ],
        rounds,
        log,
      );
      await compare(limit, ours);
      results.push(
        resultOf({
          bench: 'execution',
          ...goalOf(lines),
          n: lines,
          limitMs: timeOf(medians, `${lines} lines: limit`),
          oursMs: timeOf(medians, `${lines} lines: ours`),
          peakMiB: { [lines]: Math.max(...peaks) },
        }),
      );
    }
    return [...results, ...flatness(results)];
  } finally {
    await ours.close();
    await limit.close();
    await books.close();
  }
};

const goalOf = (lines: number): Pick<BenchResult, 'goal' | 'most'> =>
  lines <= 10
    ? { goal: 'L1: 10 lines at most 2.5 x set-based SQL', most: 2.5 }
    : { goal: 'L1: at most 1.5 x set-based SQL', most: 1.5 };

/** A line of a large packet must not cost much more than one of a packet of a thousand. */
const flatness = (results: readonly BenchResult[]): readonly BenchResult[] => {
  const [thousand, largest] = [results.find(({ n }) => n === 1_000), results.at(-1)];
  if (!thousand || !largest || largest.n <= thousand.n) return [];
  return [
    latencyResultOf({
      bench: 'a line',
      goal: `L2: of ${largest.n} at most 1.3 x one of 1000`,
      most: 1.3,
      n: 1,
      limitMs: thousand.oursMs / thousand.n,
      oursMs: largest.oursMs / largest.n,
    }),
  ];
};

const fillBooks = async (books: BenchDatabase, { rows, folder }: BenchOptions): Promise<void> => {
  const file = await sampleFile(folder, rows);
  await books.makeNew();
  await setBasedImport(books.client(), join(folder, file.sha256), 'bench', asOf);
  // A packet has one currency.
  await books.client().query(`update billing_item set currency = 'USD' where currency <> 'USD'`);
  await books.client().query('truncate outbox');
  await books.client().query('vacuum analyze');
  await books.leave();
};

/** What both must have written, but for ids and times. */
const content = `
  select (select string_agg(concat_ws('|', receipt_type_cd, status_cd, currency, amount_minor, accounting_date), ';')
            from cash_receipt) as receipts,
         (select md5(string_agg(concat_ws('|', billing_item_detail_id, side, amount_minor), ';'
                                order by billing_item_detail_id, side)) from cash_receipt_application) as applications,
         (select md5(string_agg(concat_ws('|', billing_item_detail_id, version, rev_open_minor, pay_open_minor,
                   tax_open_minor, fee_open_minor, write_off_status_cd, exclude_from_cecl_ind, open_item_ind), ';'
                   order by billing_item_detail_id))
            from billing_item_detail join billing_item using (billing_item_id)) as receivables,
         (select md5(string_agg(concat_ws('|', entity, account_code, department, account_id, debit_minor, credit_minor),
                                ';' order by entity, account_code, department, account_id))
            from journal join journal_line using (journal_id)) as journals,
         (select string_agg(concat_ws('|', entity, total_minor, state), ';' order by entity) from gl_posting) as postings,
         (select md5(string_agg(published::text, ';' order by published::text))
            from (select convert_from(message, 'UTF8')::jsonb #- '{data,packetId}' -> 'data' as published from outbox
                   where event_type = 'recoup.receivable.written-off.v1') as events) as events,
         (select count(*) from outbox) as published, (select count(*) from log_entry) as logged,
         (select count(*) from log_unsealed) as unsealed, (select count(*) from write_off_execution) as executions`;

const compare = async (limit: BenchDatabase, ours: BenchDatabase): Promise<void> => {
  const written = await Promise.all([limit, ours].map((one) => one.client().query(content)));
  const [expected, found] = written.map(({ rows: [row] }) => JSON.stringify(row));
  if (expected !== found) throw new Error(`the two did not write the same: ${expected} and ${found}`);
};
