import { failpoint } from '@recoup/runtime/process/failpoint';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import type { Imports, ImportTry } from '../../../../ports/imports/imports.ts';
import type { ImportParts } from '../import-parts.ts';
import { importProgress } from '../import-progress.ts';
import { forget } from '../staging/forget.ts';
import { importOf, staged } from '../staging/this-try.ts';
import { moveIntoLedger } from './move-into-ledger.ts';

/** Moves the valid rows into the ledger in one transaction, with their events and one log entry. */
export const commitImport =
  ({ database, outbox, log, now }: ImportParts): Imports['commit'] =>
  async (request) => {
    const { importId, terms } = request;
    await database.query(sql`update import set state = 'COMMITTING' where ${importOf(request)}`);
    const progress = importProgress(database, request);
    const logEventId = newId();
    await database.longTransaction(async () => {
      const at = now().toISOString();
      const missing = await moveIntoLedger(database, outbox, request, { logEventId, at }, progress);
      const [ended] = await database.query<Record<string, unknown>>(sql`
        update import
           set state = 'COMMITTED', ended_at = clock_timestamp(), claimed_until = null, failure = null, closed_at_source = ${missing},
               rows_changed = counted.changed, rows_closed = counted.closed, rows_written_off = counted.written_off,
               rows_overtaken = counted.overtaken, rows_done = rows_new + counted.changed + counted.closed
          from (${effectsOf(request)}) counted
         where ${importOf(request)}
        returning rows_total, rows_new, rows_changed, rows_unchanged, rows_closed, rows_older, rows_overtaken,
                  rows_repeated, rows_written_off, rows_not_open, rows_not_items, rows_credits, rows_invalid, closed_at_source,
                  reading, preset, preset_version as "presetVersion", mapping_version as "mappingVersion",
                  mapping_hash as "mappingHash", control_total as "controlTotal"`);
      await log.append(
        'import.committed',
        {
          importId,
          source: terms.source,
          asOf: terms.asOf,
          requestedBy: request.requestedBy,
          constants: { entity: terms.entity, currency: terms.currency, revenueShare: terms.revenueShare },
          fileSha256: request.file.sha256,
          ...ended,
          ...(await statedBy(request, database)),
        },
        { eventId: logEventId },
      );
      await forget(database, request);
      failpoint('import-committing');
    });
    failpoint('import-committed');
  };

const effectsOf = (tried: ImportTry) => sql`
  select count(*) filter (where effect = 'changed')::int as changed,
         count(*) filter (where effect = 'closed')::int as closed,
         count(*) filter (where effect = 'written-off')::int as written_off,
         count(*) filter (where effect = 'overtaken')::int as overtaken
    from import_row where ${staged(tried)} and not invalid`;

type Stated = {
  readonly totals: readonly { readonly currency: string; readonly side: string; readonly minor: string }[];
  readonly rowsSha256: string | null;
};

/** What the file stated, by currency and side, and a digest over its rows: what the books hold can be tied to it. */
const statedBy = async (tried: ImportTry, database: ImportParts['database']): Promise<Stated> => {
  const taken = sql`${staged(tried)} and not invalid and effect in ('new', 'changed', 'unchanged', 'closed', 'written-off')`;
  const [found] = await database.query<Stated>(sql`
    select (select coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'side', side, 'minor', minor::text)
                                      order by currency, side), '[]')
              from (select currency, side, sum(minor) as minor
                      from import_row
                     cross join lateral (values ('REV', rev_minor), ('PAY', pay_minor), ('TAX', tax_minor), ('FEE', fee_minor))
                             as stated (side, minor)
                     where ${taken} group by currency, side having sum(minor) <> 0) sums) as totals,
           (select encode(sha256(convert_to(string_agg(digest, '' order by part), 'UTF8')), 'hex')
              from (select row_no / 2000 as part,
                           encode(sha256(convert_to(string_agg(concat_ws('|', detail_id, effect, rev_minor, pay_minor,
                                    tax_minor, fee_minor), E'\\n' order by detail_id), 'UTF8')), 'hex') as digest
                      from import_row where ${taken} group by row_no / 2000) parts) as "rowsSha256"`);
  if (!found) throw new Error('an aggregate answered no row');
  return found;
};
