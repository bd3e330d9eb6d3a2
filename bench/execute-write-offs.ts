import { join } from 'node:path';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { migrations } from '../apps/ledger-service/src/migrations/list.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { type BenchOptions, type BenchResult, latencyResultOf, resultOf, timeOf } from './bench-result.ts';
import { sampleFile } from './import-open-items.ts';
import { interleaved } from './interleaved.ts';
import { approvedPacket, ledgerExecution } from './ledger/ledger-execution.ts';
import { registerSample, source } from './ledger/sample-books.ts';
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
  await registerSample(books.ownerUrl, 'USD');
  await setBasedImport(books.client(), join(folder, file.sha256), source, asOf);
  for (const statement of inDollars) await books.client().query(statement);
  await books.client().query('truncate outbox');
  await books.client().query('vacuum analyze');
  await books.leave();
};

/** A packet has one currency. */
const inDollars = [
  `update billing_item set currency = 'USD' where currency <> 'USD'`,
  `update agreement set currency = 'USD' where currency <> 'USD'`,
  `update receivable_side set opening_functional_minor = opening_minor, open_functional_minor = open_minor
    where open_functional_minor is null`,
];

/** What both must have written, but for ids and times. A document that one cut into several has the same lines in all. */
const content = `
  select (select string_agg(concat_ws('|', transaction_type, source_kind, source_id, source_round, actor), ';'
                            order by transaction_type) from posting_event) as events,
         (select string_agg(concat_ws('|', transaction_type, entity, event_date, accounting_date, period, policy_version), ';'
                            order by transaction_type, entity) from posting_event join posting_entity using (posting_event_id))
           as entities,
         (select string_agg(concat_ws('|', receipt_type_cd, receipt.status_cd, currency, amount_minor, value_date, reference,
                   round, kind, worksheet.status_cd, worksheet.reason), ';')
            from cash_receipt join cash_receipt_status receipt using (cash_receipt_id)
            join write_off_receipt using (cash_receipt_id) join cash_receipt_worksheet using (cash_receipt_id)
            join worksheet_status worksheet using (worksheet_id)) as receipts,
         (select md5(string_agg(concat_ws('|', billing_item_detail_id, side, component, kind, amount_minor, functional_minor,
                   worksheet_id is not null), ';' order by billing_item_detail_id, side)) from receivable_movement) as movements,
         (select md5(string_agg(concat_ws('|', packet_id, billing_item_detail_id, kind, amount_minor), ';'
                                order by billing_item_detail_id)) from memo_movement) as memo,
         (select md5(string_agg(concat_ws('|', billing_item_detail_id, version, side, open_minor, open_functional_minor,
                   write_off_status_cd, write_off_packet_id, exclude_from_cecl_ind, open_item_ind), ';'
                   order by billing_item_detail_id, side))
            from billing_item_detail join billing_item using (billing_item_id)
            join receivable_side using (billing_item_detail_id)) as receivables,
         (select md5(string_agg(line, ';' order by line))
            from (select concat_ws('|', entity, currency, seq, book, policy_version, account_role, side, component, department,
                           account_id, debtor_id, client_id, debit_minor, credit_minor, functional_debit_minor,
                           functional_credit_minor) as line
                    from journal join journal_line using (journal_id)) as lines) as journals,
         (select string_agg(document, ';' order by document)
            from (select concat_ws('|', entity, step, state, sum(total_minor)) as document
                    from gl_document group by entity, step, state) as sent) as documents,
         (select md5(string_agg(line, ';' order by line))
            from (select concat_ws('|', body -> 'tranDate', body -> 'memo', item -> 'account', item -> 'entity', item -> 'memo',
                           trim_scale(sum((item ->> 'debit')::numeric)), trim_scale(sum((item ->> 'credit')::numeric))) as line
                    from (select entity, convert_from(body, 'UTF8')::jsonb as body from gl_document) as sent
                   cross join jsonb_array_elements(body #> '{line,items}') as item
                   group by entity, body -> 'tranDate', body -> 'memo', item -> 'account', item -> 'entity', item -> 'memo')
              as items) as bodies,
         (select md5(string_agg(published::text, ';' order by published::text))
            from (select convert_from(message, 'UTF8')::jsonb -> 'data' as published from outbox
                   where event_type = 'recoup.receivable.written-off.v1') as states) as published,
         (select count(*) from outbox) as outbox, (select string_agg(type, ';' order by type) from log_entry) as logged,
         (select count(*) from log_unsealed) as unsealed, (select count(*) from write_off_execution) as executions`;

const compare = async (limit: BenchDatabase, ours: BenchDatabase): Promise<void> => {
  const written = await Promise.all([limit, ours].map((one) => one.client().query(content)));
  const [expected, found] = written.map(({ rows: [row] }) => JSON.stringify(row));
  if (expected !== found) throw new Error(`the two did not write the same: ${expected} and ${found}`);
};
