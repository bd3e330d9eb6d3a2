import { ReceivableClosedV1 } from '@recoup/contracts/receivable.v1';
import { accepted, refused } from '@recoup/domain/result';
import { coveredBy } from '@recoup/runtime/http/covered-rows';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import type { ClosedAtSource, DecidingCandidate } from '../../../ports/imports/closed-at-source.ts';
import { postEvent } from '../books/post-event.ts';
import { newVersions, publishReceivables } from '../books/publish-receivables.ts';
import { postedOn } from '../imports/committing/importing-entities.ts';
import type { ImportParts } from '../imports/import-parts.ts';

type Candidate = {
  readonly receivableId: string;
  readonly entity: string;
  readonly timeZone: string;
  readonly invoiceNumber: string;
  readonly ended: boolean;
};

/** What people decide about receivables that a full snapshot no longer names. */
export const postgresClosedAtSource = (parts: ImportParts): ClosedAtSource => ({
  decide: (deciding) =>
    parts.database.transaction(async () => {
      const candidate = await lockCandidate(parts, deciding);
      if (!candidate) return refused({ reason: 'not-found' });
      if (candidate.ended) return refused({ reason: 'ended' });
      const { candidateId, decision, reason, personId } = deciding;
      const at = parts.now().toISOString();
      const logEventId = newId();
      await parts.database.query(sql`
        update closed_at_source_candidate
           set ended_at = ${at}, decision = ${decision}, decided_by = ${personId}, reason = ${reason}
         where candidate_id = ${candidateId}`);
      if (decision === 'CLOSED') await close(parts, deciding, candidate, { at, logEventId });
      await parts.log.append(
        'closed-at-source.decided',
        {
          ...{ candidateId, decision, reason },
          ...{ receivableId: candidate.receivableId, invoiceNumber: candidate.invoiceNumber },
        },
        { eventId: logEventId },
      );
      return accepted(undefined);
    }),
});

/** The candidate with its receivable, locked as an execution locks it: whoever writes it off meanwhile is waited for. */
const lockCandidate = async (
  { database }: ImportParts,
  { candidateId, scope }: DecidingCandidate,
): Promise<Candidate | undefined> => {
  await database.query(sql`
    select from billing_item_detail
     where billing_item_detail_id = (select billing_item_detail_id from closed_at_source_candidate
                                      where candidate_id = ${candidateId}) for update`);
  const [found] = await database.query<Candidate>(sql`
    select detail.billing_item_detail_id as "receivableId", item.entity, time_zone as "timeZone",
           item.invoice_number as "invoiceNumber", candidate.ended_at is not null as ended
      from closed_at_source_candidate candidate
      join billing_item_detail detail using (billing_item_detail_id)
      join billing_item item using (billing_item_id)
      join legal_entity on legal_entity.code = item.entity
     where candidate_id = ${candidateId} and ${coveredBy(scope, 'item')}
       for no key update of candidate`);
  return found;
};

/** What is closed at its source owes nothing here either; what the source had yet to say of it is said by that. */
const close = async (
  { database, outbox }: ImportParts,
  { candidateId, todayIn }: DecidingCandidate,
  { receivableId, entity, timeZone }: Candidate,
  { at, logEventId }: { readonly at: string; readonly logEventId: string },
): Promise<void> => {
  const posted = await postedOn(database, [entity], todayIn(timeZone));
  const postingEventId = await postEvent(
    database,
    {
      ...({ transactionType: 'SOURCE_STATED', sourceKind: 'IMPORT', sourceId: candidateId } as const),
      ...{ sourceRound: 0, approvalHash: null, reversesEventId: null, logEventId, at },
      step: 'DECIDED',
    },
    posted,
  );
  await database.query(sql`
    insert into receivable_movement
      (posting_event_id, billing_item_detail_id, side, component, kind, amount_minor, functional_minor)
    select ${postingEventId}, billing_item_detail_id, side, component, 'SOURCE_STATED', -open_minor,
           -open_functional_minor
      from receivable_side where billing_item_detail_id = ${receivableId} and open_minor > 0`);
  await database.query(sql`
    update receivable_side set stated_minor = 0
     where billing_item_detail_id = ${receivableId} and stated_minor <> 0`);
  await database.query(sql`
    update source_echo set repeated_minor = expected_minor
     where billing_item_detail_id = ${receivableId} and repeated_minor <> expected_minor`);
  await newVersions(database, sql`array[${receivableId}]::uuid[]`, at);
  await publishReceivables(outbox, ReceivableClosedV1, [receivableId]);
};
