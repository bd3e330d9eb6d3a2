import {
  ReceivableClosedV1,
  ReceivableImportedV1,
  ReceivableUpdatedV1,
} from '@recoup/contracts/receivable.v1';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { receivableStates } from '../../../../rows/receivable-states.ts';
import { staged } from '../staging/this-try.ts';
import { publishedAnew } from './describe-items.ts';

const eventBatch = 2_000;

/** Publishes what new and changed rows made of their receivables, in batches so that memory stays flat. */
export const publishChanges = async (
  database: Database,
  outbox: Outbox,
  tried: ImportTry,
  onProgress: (rowsDone: number) => Promise<void>,
): Promise<void> => {
  let after = 0;
  let done = 0;
  for (;;) {
    const batch = await database.query<{ row_no: number; detail_id: string; effect: string }>(sql`
      select row_no, detail_id, effect from import_row
       where ${staged(tried)} and row_no > ${after} and not invalid and (effect = 'new' or ${publishedAnew})
       order by row_no limit ${eventBatch}`);
    const last = batch.at(-1);
    if (!last) return;
    const isNew = new Set(batch.filter((row) => row.effect === 'new').map((row) => row.detail_id));
    const ids = batch.map((row) => row.detail_id);
    await publishStates(database, outbox, ids, (receivableId) => isNew.has(receivableId));
    after = last.row_no;
    done += batch.length;
    await onProgress(done);
  }
};

/** Publishes receivables that something other than a row of their own changed. */
export const publishOthers = async (
  database: Database,
  outbox: Outbox,
  receivableIds: readonly string[],
): Promise<void> => {
  for (let start = 0; start < receivableIds.length; start += eventBatch)
    await publishStates(database, outbox, receivableIds.slice(start, start + eventBatch), () => false);
};

const publishStates = async (
  database: Database,
  outbox: Outbox,
  receivableIds: readonly string[],
  isNew: (receivableId: string) => boolean,
): Promise<void> => {
  const states = await receivableStates(database, receivableIds);
  await outbox.append(
    states.map((state) => {
      const changed = state.openItem ? ReceivableUpdatedV1 : ReceivableClosedV1;
      const contract = isNew(state.receivableId) ? ReceivableImportedV1 : changed;
      return newEvent(contract, state.receivableId, state, state.version);
    }),
  );
};
