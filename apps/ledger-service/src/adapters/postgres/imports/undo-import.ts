import { accepted, refused } from '@recoup/domain/result';
import { coveredBy } from '@recoup/runtime/http/covered-rows';
import { newId } from '@recoup/runtime/process/ids';
import { type RawBuilder, sql } from 'kysely';
import type { ImportUndo, UndoingImport, UndoRefusal } from '../../../ports/imports/import-undo.ts';
import { postEvent } from '../books/post-event.ts';
import { newVersions } from '../books/publish-receivables.ts';
import { postedOn } from './committing/importing-entities.ts';
import { publishStates } from './committing/publish-changes.ts';
import type { ImportParts } from './import-parts.ts';

/** What an import posted: the event that opened its new items, and the one that moved known ones. */
type Posted = {
  readonly transactionType: 'OPENING' | 'SOURCE_STATED';
  readonly postingEventId: string;
};

type Stamp = { readonly at: string; readonly logEventId: string };

/** Takes back every balance that an import opened or moved. */
export const postgresImportUndo = (parts: ImportParts): ImportUndo => ({
  undo: (undoing) =>
    parts.database.longTransaction(async () => {
      const refusal = await refusalOf(parts, undoing);
      if (refusal) return refused(refusal);
      const { importId, personId, reason } = undoing;
      const stamp = { at: parts.now().toISOString(), logEventId: newId() };
      const posted = await postedBy(parts, importId);
      for (const event of posted) await reverse(parts, undoing, event, stamp);
      const moved = movedBack(posted);
      await putAside(parts, importId);
      await endWhatItFound(parts, importId, stamp.at);
      await newVersions(parts.database, moved, stamp.at);
      const receivableCount = await publishStates(parts.outbox, moved);
      await parts.database.query(sql`
        update import set state = 'UNDONE', undone_at = ${stamp.at}, undone_by = ${personId} where import_id = ${importId}`);
      await parts.log.append(
        'import.undone',
        { importId, reason, receivableCount },
        { eventId: stamp.logEventId },
      );
      return accepted(undefined);
    }),
});

/** Why the import cannot be undone; its receivables are locked in order of id, so that nothing comes of them meanwhile. */
const refusalOf = async (
  { database }: ImportParts,
  { importId, personId, scope }: UndoingImport,
): Promise<UndoRefusal | undefined> => {
  const [found] = await database.query<{ committed: boolean; mine: boolean }>(sql`
    select state = 'COMMITTED' and not history as committed,
           requested_by = ${personId}
           or not exists (select from import_extent extent
                           where extent.import_id = import.import_id and ${coveredBy(scope, 'extent')} is not true) as mine
      from import where import_id = ${importId} for update`);
  if (!found) return { reason: 'not-found' };
  if (!found.mine) return { reason: 'out-of-scope' };
  if (!found.committed) return { reason: 'not-committed' };
  await database.query(sql`
    select from billing_item_detail where billing_item_detail_id in (${touched(importId)})
     order by billing_item_detail_id for update`);
  const [followed] = await database.query<{ receivables: number; invoiceNumber: string | null }>(sql`
    select count(*)::int as receivables, min(item.invoice_number) as "invoiceNumber"
      from billing_item_detail detail join billing_item item using (billing_item_id)
      join receivable_sighting sighting using (billing_item_detail_id)
     where detail.billing_item_detail_id in (${touched(importId)})
       and (sighting.import_id <> ${importId}
            or exists (select from receivable_movement movement join posting_event event using (posting_event_id)
                        where movement.billing_item_detail_id = detail.billing_item_detail_id
                          and event.source_id <> ${importId}
                          and event.recorded_at >= (select min(recorded_at) from posting_event own where own.source_id = ${importId}))
            or exists (select from ledger_task task
                        where task.billing_item_detail_id = detail.billing_item_detail_id and task.import_id = ${importId})
            or exists (select from source_echo echo
                        where echo.billing_item_detail_id = detail.billing_item_detail_id and echo.import_id = ${importId})
            or exists (select from packet_content part
                        where part.lines @> jsonb_build_array(jsonb_build_object('receivableId', detail.billing_item_detail_id))
                          and not exists (select from write_off_execution decided where decided.packet_id = part.packet_id)))`);
  return followed?.invoiceNumber
    ? {
        reason: 'followed',
        followed: { receivables: followed.receivables, invoiceNumber: followed.invoiceNumber },
      }
    : undefined;
};

/** Receivables that the import opened or moved, or of which it said something that only people can take back. */
const touched = (importId: string) => sql`
  select billing_item_detail_id from receivable_side
    join posting_event on posting_event_id = opened_by_event_id
   where source_kind = 'IMPORT' and source_id = ${importId}
  union
  select billing_item_detail_id from receivable_movement join posting_event using (posting_event_id)
   where source_kind = 'IMPORT' and source_id = ${importId}
  union
  select billing_item_detail_id from source_echo where import_id = ${importId}
  union
  select billing_item_detail_id from ledger_task where import_id = ${importId}`;

const postedBy = ({ database }: ImportParts, importId: string): Promise<Posted[]> =>
  database.query<Posted>(sql`
    select transaction_type as "transactionType", posting_event_id as "postingEventId" from posting_event
     where source_kind = 'IMPORT' and source_id = ${importId} and step = '' order by transaction_type`);

/** What the event opened or moved goes back by the same amounts; the source's last word is what it was before. */
const reverse = async (
  { database }: ImportParts,
  { importId, todayIn }: UndoingImport,
  { transactionType, postingEventId }: Posted,
  { at, logEventId }: Stamp,
): Promise<void> => {
  const entities = await database.query<{ entity: string; timeZone: string }>(sql`
    select entity, time_zone as "timeZone" from posting_entity join legal_entity on legal_entity.code = entity
     where posting_event_id = ${postingEventId} order by entity`);
  const posted = [];
  for (const { entity, timeZone } of entities)
    posted.push(...(await postedOn(database, [entity], todayIn(timeZone))));
  const undone = await postEvent(
    database,
    {
      ...({ transactionType, sourceKind: 'IMPORT', sourceId: importId, sourceRound: 0 } as const),
      ...{ approvalHash: null, reversesEventId: postingEventId, logEventId, at, step: 'UNDO' },
    },
    posted,
  );
  await database.query(sql`
    insert into receivable_movement
      (posting_event_id, billing_item_detail_id, side, component, kind, amount_minor, functional_minor)
    select ${undone}, billing_item_detail_id, side, component, 'SOURCE_STATED', -minor, -functional_minor
      from (select billing_item_detail_id, side, component, opening_minor as minor, opening_functional_minor as functional_minor
              from receivable_side where opened_by_event_id = ${postingEventId} and opening_minor > 0
             union all
            select billing_item_detail_id, side, component, amount_minor, functional_minor
              from receivable_movement where posting_event_id = ${postingEventId}) was`);
  await database.query(sql`
    update receivable_side side set stated_minor = side.stated_minor + undone.amount_minor
      from receivable_movement undone
     where undone.posting_event_id = ${undone} and side.billing_item_detail_id = undone.billing_item_detail_id
       and side.side = undone.side and side.component = undone.component`);
};

/** The ids of the receivables that were moved back, however many they are. */
const movedBack = (posted: readonly Posted[]): RawBuilder<unknown> => sql`
  array(select distinct billing_item_detail_id
          from receivable_movement
          join posting_event using (posting_event_id)
         where reverses_event_id = any (${posted.map(({ postingEventId }) => postingEventId)}::uuid[]))`;
/**
 * Frees the numbers of the items that the import made, so that the right file makes them anew, and gives known items back to the file that
 * named them before.
 */
const putAside = async ({ database }: ImportParts, importId: string): Promise<void> => {
  await database.query(sql`
    update billing_item_detail set instalment = instalment || ' undone ' || import_id where import_id = ${importId}`);
  await database.query(sql`
    update billing_item item set number_key = number_key || ' undone ' || ${importId}::text
     where billing_item_id in (select billing_item_id from billing_item_detail where import_id = ${importId})
       and not exists (select from billing_item_detail other
                        where other.billing_item_id = item.billing_item_id and other.import_id <> ${importId})`);
  await database.query(sql`
    update receivable_sighting
       set as_of = previous_as_of, import_id = previous_import_id, previous_as_of = null, previous_import_id = null
     where import_id = ${importId} and previous_as_of is not null`);
};

/** Candidates that the import ended wait again, and those that it found end with it. */
const endWhatItFound = async ({ database }: ImportParts, importId: string, at: string): Promise<void> => {
  await database.query(sql`
    update closed_at_source_candidate set ended_at = ${at}, ended_by_import_id = ${importId}
     where import_id = ${importId} and ended_at is null`);
  await database.query(sql`
    update closed_at_source_candidate set ended_at = null, ended_by_import_id = null
     where ended_by_import_id = ${importId} and import_id <> ${importId}`);
};
