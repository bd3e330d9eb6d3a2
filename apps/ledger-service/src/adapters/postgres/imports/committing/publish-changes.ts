import {
  ReceivableClosedV1,
  ReceivableImportedV1,
  ReceivableUpdatedV1,
} from '@recoup/contracts/receivable.v1';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { type RawBuilder, sql } from 'kysely';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { receivableStates } from '../../../../rows/receivable-states.ts';
import type { ImportProgress } from '../import-progress.ts';
import { stagedParts } from '../staging/staged-parts.ts';
import { staged } from '../staging/this-try.ts';
import { publishedAnew } from './describe-items.ts';

const eventsAtOnce = 5_000;
const firstId = '00000000-0000-0000-0000-000000000000';

/** Publishes what new and changed rows made of their receivables, in parts so that the progress shows. */
export const publishChanges = async (
  database: Database,
  outbox: Outbox,
  tried: ImportTry,
  progress: ImportProgress,
): Promise<void> => {
  const changes = sql`not invalid and (effect = 'new' or ${publishedAnew})`;
  let done = 0;
  await progress.published(done);
  for await (const { rows } of stagedParts(database, tried, changes, eventsAtOnce)) {
    done += await publishStates(outbox, sql`array(select detail_id from import_row where ${rows})`);
    await progress.published(done);
  }
};

/** Publishes the receivables that something other than a row of their own changed, in parts as well. */
export const publishOthers = async (database: Database, outbox: Outbox, tried: ImportTry): Promise<void> => {
  const noted = staged(tried, 'import_other_item');
  for (let after = firstId; ; ) {
    const [part] = await database.query<{ last: string | null }>(sql`
      select (array_agg(detail_id order by detail_id desc))[1] as last
        from (select detail_id from import_other_item where ${noted} and detail_id > ${after}
               order by detail_id limit ${eventsAtOnce}) part`);
    if (!part?.last) return;
    await publishStates(
      outbox,
      sql`array(select detail_id from import_other_item
                 where ${noted} and detail_id > ${after} and detail_id <= ${part.last})`,
    );
    after = part.last;
  }
};

/**
 * Publishes receivables as they now stand. The first version of one is the one that an import made.
 *
 * @param receivableIds an array of ids
 */
export const publishStates = (outbox: Outbox, receivableIds: RawBuilder<unknown>): Promise<number> =>
  outbox.appendSelected({
    contracts: [ReceivableImportedV1, ReceivableUpdatedV1, ReceivableClosedV1],
    from: sql`
      select receivable_id as subject, version as sequence, state as data,
             case when version = 1 then ${ReceivableImportedV1.type}
                  when open_item then ${ReceivableUpdatedV1.type}
                  else ${ReceivableClosedV1.type} end as type
        from (${receivableStates(receivableIds)}) states`,
  });
