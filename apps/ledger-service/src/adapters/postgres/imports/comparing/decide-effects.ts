import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import { partyKinds } from '../../../../domain/parties/same-party.ts';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { knownParty, numberingEntity, saidOf } from '../parties/known-party.ts';
import type { PartySource } from '../parties/party-source.ts';
import { staged } from '../staging/this-try.ts';
import { sameItem } from './checks.ts';

/**
 * Says for each valid row what it does: with amounts other than the source stated last it is restated, with anything else it is described
 * anew. A file older than the last that named the item changes nothing of it.
 */
export const decideEffects = async (
  database: Queries,
  tried: ClaimedImport,
  from: PartySource,
): Promise<void> => {
  await database.query(sql`
    update import_row target
       set detail_id = known.detail_id, seen_version = known.version, restated = known.restated, redescribed = known.redescribed,
           effect = case
             when known.seen_on > known.as_of then 'older'
             when not known.restated and not known.redescribed then 'unchanged'
             when known.restated and known.status = 'WRITTEN_OFF' then 'written-off'
             when known.restated and target.settled then 'closed'
             else 'changed' end
      from (select import_row.row_no, import.as_of, found.*
              from import_row join import using (import_id)
             cross join lateral (${knownReceivable(from)} offset 0) found
             where ${staged(tried)} and not import_row.invalid and import_row.effect in ('new', 'not-open')) known
     where ${staged(tried, 'target')} and target.row_no = known.row_no`);
  await describeRenamed(database, tried, from);
};

const knownReceivable = (from: PartySource) => sql`
  select detail.billing_item_detail_id as detail_id, detail.version, detail.write_off_status_cd as status,
         sighting.as_of as seen_on,
         (import_row.rev_minor, import_row.pay_minor, import_row.tax_minor, import_row.fee_minor)
           is distinct from (stated.rev, stated.pay, stated.tax, stated.fee) as restated,
         not import_row.settled and (
           (import_row.department, import_row.deal_key, import_row.due_date, import_row.invoice_date,
            import_row.dispute_open, import_row.dispute_reason, import_row.collection_class)
             is distinct from (item.department, agreement.deal_key, detail.due_date, item.invoice_date, detail.dispute_open,
                               detail.dispute_reason, detail.collection_class)
           or import_row.gl_reference <> coalesce(detail.gl_reference, '')
           or import_row.agreement_type <> coalesce(agreement.type_code, '')
           or import_row.agreement_status <> coalesce(agreement.status, '')
           or import_row.agreement_stop is not null and import_row.agreement_stop is distinct from agreement.stop_date
           or import_row.agreement_minor <> agreement.current_minor
           or (import_row.agent_key is null) <> (item.agent_id is null)
           or import_row.agent_key is not null and item.agent_id is distinct from ${knownParty('AGENT', from, 'import_row')}
         ) is true as redescribed
    from billing_item item
    join billing_item_detail detail using (billing_item_id)
    join receivable_sighting sighting using (billing_item_detail_id)
    join agreement using (agreement_id)
   cross join lateral (
         select coalesce(sum(stated_minor) filter (where side = 'REV'), 0) as rev,
                coalesce(sum(stated_minor) filter (where side = 'PAY'), 0) as pay,
                coalesce(sum(stated_minor) filter (where side = 'TAX'), 0) as tax,
                coalesce(sum(stated_minor) filter (where side = 'FEE'), 0) as fee
           from receivable_side where receivable_side.billing_item_detail_id = detail.billing_item_detail_id) stated
   where ${sameItem} and detail.instalment = import_row.instalment`;

const known = sql`not invalid and effect in ('changed', 'unchanged', 'closed', 'written-off')`;

/** A party with another name is news of each of its items. */
const describeRenamed = async (database: Queries, tried: ClaimedImport, from: PartySource): Promise<void> => {
  if (from.namesVary) return;
  for (const kind of partyKinds) {
    const key = saidOf(kind, 'key');
    const entity = numberingEntity(from);
    const renamed = await database.query<{ entity: string; key: string }>(sql`
      select entity, ${key} as key
        from (select distinct on (1, 2) ${entity} as entity, ${key}, ${saidOf(kind, 'name')} as name
                from import_row where ${staged(tried)} and ${known} and ${key} is not null
               order by 1, 2, row_no) named
       where name <> (select party.name from party where party_id = ${knownParty(kind, from, 'named')})`);
    if (renamed.length === 0) continue;
    await database.query(sql`
      update import_row
         set redescribed = true, effect = case effect when 'unchanged' then 'changed' else effect end
       where ${staged(tried)} and ${known}
         and (${entity}, ${key}) in (
             select * from unnest(${renamed.map((one) => one.entity)}::text[], ${renamed.map((one) => one.key)}::text[]))`);
  }
};
