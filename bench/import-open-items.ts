import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { sampleOpenItems } from '../apps/cli/src/sample/sample-open-items.ts';
import { nodeOptions } from '../apps/embedded/src/host/processes/child-process.ts';
import { migrations } from '../apps/ledger-service/src/migrations/list.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { type BenchOptions, type BenchResult, resultOf, timeOf } from './bench-result.ts';
import { interleaved } from './interleaved.ts';
import { type KeptFile, ledgerImport } from './ledger/ledger-import.ts';
import { registerSample, source } from './ledger/sample-books.ts';
import { setBasedImport } from './ledger/set-based-import.ts';

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
    await makeNew(ours);
    return peakInProcess(ours.runtimeUrl, file);
  };
  try {
    const peakSmall = await peakOf(small);
    const medians = await interleaved(
      [
        {
          name: 'limit',
          prepare: () => makeNew(limit),
          run: () => setBasedImport(limit.client(), join(folder, large.sha256), source, asOf),
        },
        { name: 'ours', prepare: () => makeNew(ours), run: () => importHere(large) },
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

/** In a process of its own with the options of a service, as this one holds what the benches before it left. */
const peakInProcess = async (url: string, { folder, sha256, size }: KeptFile): Promise<number> => {
  const program = join(import.meta.dirname, 'ledger', 'import-alone.ts');
  const options = [...nodeOptions, program, url, folder, sha256, String(size), source, asOf];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  return Number(stdout);
};

const makeNew = async (books: BenchDatabase): Promise<void> => {
  await books.makeNew();
  await registerSample(books.ownerUrl);
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
  select (select md5(string_agg(concat_ws('|', kind, number, name, source, entity, number_key), ';' order by kind, number_key))
            from party join party_key using (party_id, kind)) as parties,
         (select md5(string_agg(concat_ws('|', account.entity, number, deal_key, deal, currency), ';'
                                order by account.entity, number, deal_key))
            from account join party on party_id = debtor_id left join agreement using (account_id)) as agreements,
         (select md5(string_agg(concat_ws('|', item.source, item.entity, number_key, issue_year, invoice_number, department,
                   invoice_date, due_date, item.currency, open_item_ind, client.number, debtor.number, deal_key,
                   coalesce(agent.number, '-'), instalment, version, dispute_open, coalesce(dispute_reason, '-'), as_of,
                   item.created_by, item.updated_by), ';' order by item.entity, number_key))
            from billing_item item join billing_item_detail using (billing_item_id)
            join receivable_sighting using (billing_item_detail_id)
            join party client on client.party_id = client_id
            join account using (account_id) join party debtor on debtor.party_id = debtor_id
            join agreement using (agreement_id) left join party agent on agent.party_id = agent_id) as receivables,
         (select md5(string_agg(concat_ws('|', entity, number_key, side, component, opening_minor, open_minor,
                   opening_functional_minor, open_functional_minor, stated_minor, transaction_type), ';'
                   order by entity, number_key, side))
            from receivable_side join billing_item_detail using (billing_item_detail_id)
            join billing_item using (billing_item_id) join posting_event on posting_event_id = opened_by_event_id) as sides,
         (select string_agg(concat_ws('|', transaction_type, source_kind, source_round, step, actor, entity, event_date,
                   accounting_date, posting_entity.period, policy_version, state), ';' order by transaction_type, entity)
            from posting_event join posting_entity using (posting_event_id)
            join accounting_period using (entity) where month = period) as postings,
         (select md5(string_agg(published::text, ';' order by published::text))
            from (select (convert_from(message, 'UTF8')::jsonb -> 'data') - 'receivableId' #- '{client,clientId}'
                         #- '{account,accountId}' as published from outbox
                   where topic = 'recoup.receivables.v1') as states) as events,
         (select string_agg(type, ';' order by type) from log_entry join log_unsealed using (event_id)) as logged`;
