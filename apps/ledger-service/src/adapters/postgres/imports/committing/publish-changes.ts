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
import { publishedAnew } from './describe-items.ts';

const eventsAtOnce = 5_000;

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

/** Publishes receivables that something other than a row of their own changed. */
export const publishOthers = async (outbox: Outbox, receivableIds: readonly string[]): Promise<void> => {
  if (receivableIds.length > 0) await publishStates(outbox, sql`${receivableIds}::uuid[]`);
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
