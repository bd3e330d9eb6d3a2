import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { sampleOpenItems } from '../apps/cli/src/sample/sample-open-items.ts';
import { migrations } from '../apps/ledger-service/src/migrations/list.ts';
import { benchDatabase } from './bench-database.ts';
import { type BenchOptions, type BenchResult, resultOf, timeOf } from './bench-result.ts';
import { interleaved } from './interleaved.ts';
import { type KeptFile, ledgerImport } from './ledger/ledger-import.ts';
import { setBasedImport } from './ledger/set-based-import.ts';
import { peakMemory } from './peak-memory.ts';

const source = 'bench';
const asOf = '2026-03-31' as CalendarDate;

/** Imports a file of open items beside plain set-based SQL that writes the same rows (goal I1). */
export const benchImport = async (options: BenchOptions): Promise<readonly BenchResult[]> => {
  const { rows, rounds, adminUrl, folder, log } = options;
  const sizes = [Math.max(1, Math.round(rows / 5)), rows] as const;
  const [small, large] = [await sampleFile(folder, sizes[0]), await sampleFile(folder, sizes[1])];
  const ours = benchDatabase(adminUrl, 'bench_ours', 'ledger', migrations);
  const limit = benchDatabase(adminUrl, 'bench_limit', 'ledger', migrations);
  const importHere = (file: KeptFile) => ledgerImport(ours.database(), file)(source, asOf);
  const peakOf = async (file: KeptFile) => {
    await ours.makeNew();
    return peakMemory(() => importHere(file));
  };
  try {
    const peakSmall = await peakOf(small);
    const medians = await interleaved(
      [
        {
          name: 'limit',
          prepare: limit.makeNew,
          run: () => setBasedImport(limit.client(), join(folder, large.sha256), source, asOf),
        },
        { name: 'ours', prepare: ours.makeNew, run: () => importHere(large) },
      ],
      rounds,
      log,
    );
    const written = await Promise.all([limit, ours].map(({ client }) => client().query(content)));
    const [expected, found] = written.map(({ rows: [row] }) => JSON.stringify(row));
    if (expected !== found) throw new Error(`the two did not write the same: ${expected} and ${found}`);
    const peakLarge = await peakOf(large);
    const result = resultOf({
      bench: 'import',
      goal: 'I1: at most 1.5 x set-based SQL, flat memory',
      most: 1.5,
      n: rows,
      limitMs: timeOf(medians, 'limit'),
      oursMs: timeOf(medians, 'ours'),
      peakMiB: { [sizes[0]]: peakSmall, [sizes[1]]: peakLarge },
    });
    return [result];
  } finally {
    await ours.close();
    await limit.close();
  }
};

/** A file of invented open items, kept under its hash as the ledger keeps it. */
export const sampleFile = async (folder: string, rows: number): Promise<KeptFile> => {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `rows-${rows}`);
  const file = await open(path, 'w', 0o644);
  let waiting = '';
  for (const line of sampleOpenItems(rows, asOf)) {
    waiting += line;
    if (waiting.length < 65_536) continue;
    await file.write(waiting);
    waiting = '';
  }
  await file.write(waiting);
  await file.close();
  await chmod(path, 0o644);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const sha256 = hash.digest('hex');
  await rename(path, join(folder, sha256));
  return { folder, sha256, size: (await stat(join(folder, sha256))).size };
};

/** What both must have written: the same rows, and the same events but for their ids and times. */
const content = `
  select (select count(*) from client) as clients, (select count(*) from account) as accounts,
         (select count(*) from agreement) as agreements, (select count(*) from billing_item) as items,
         (select md5(string_agg(concat_ws('|', entity, invoice_number, department, invoice_date, due_date, currency,
                   client.number, client.name, account.number, deal, agent_number, rev_open_minor, pay_billed_minor,
                   tax_open_minor, fee_open_minor, dispute_open, dispute_reason, as_of), ';' order by entity, invoice_number))
            from billing_item item join billing_item_detail using (billing_item_id)
            join client using (client_id) join account on account.account_id = item.account_id
            join agreement using (agreement_id)) as receivables,
         (select md5(string_agg(published::text, ';' order by published::text))
            from (select (convert_from(message, 'UTF8')::jsonb -> 'data') - 'receivableId' #- '{client,clientId}'
                         #- '{account,accountId}' as published from outbox) as events) as events`;
