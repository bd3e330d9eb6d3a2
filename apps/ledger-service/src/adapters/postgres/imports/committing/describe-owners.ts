import type { Database } from '@recoup/runtime/database/database';
import { currentCause } from '@recoup/runtime/process/cause';
import { type RawBuilder, sql } from 'kysely';
import { type PartyKind, partyKinds } from '../../../../domain/parties/same-party.ts';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { knownAgreements } from '../parties/known-owners.ts';
import { knownParty, saidOf } from '../parties/known-party.ts';
import type { PartySource } from '../parties/party-source.ts';
import { staged } from '../staging/this-try.ts';
import { publishedAnew } from './describe-items.ts';

/**
 * Gives agreements and parties what rows say of them, and a new version to the open items of theirs that the file does not publish itself.
 * Answers those.
 */
export const describeOwners = async (
  database: Database,
  tried: ImportTry,
  from: PartySource,
): Promise<readonly string[]> => {
  const { actor } = currentCause();
  const renaming = from.namesVary ? [] : partyKinds;
  const changed = [
    describedAgreements(tried, from),
    ...renaming.map((kind) => renamedParties(kind, tried, from)),
  ];
  const others = await database.query<{ receivableId: string }>(sql`
    with ${sql.join(changed)}
    update billing_item_detail detail set version = version + 1, updated_at = now(), updated_by = ${actor}
     where detail.billing_item_detail_id in (
           select own.billing_item_detail_id
             from (${sql.join([ofAgreements, ...renaming.map((kind) => ofParties[kind])], sql` union `)}) owned
             join billing_item_detail own using (billing_item_id)
            where not exists (
                  select from import_row
                   where import_row.detail_id = own.billing_item_detail_id and ${staged(tried)} and not invalid
                     and (effect = 'new' or ${publishedAnew})))
    returning detail.billing_item_detail_id as "receivableId"`);
  return others.map(({ receivableId }) => receivableId);
};

const ofAgreements = sql`
  select billing_item_id from described_agreement join billing_item using (account_id, agreement_id) where open_item_ind`;

/** The open items of renamed parties of a kind. */
const ofParties: Readonly<Record<PartyKind, RawBuilder<unknown>>> = {
  CLIENT: sql`
    select billing_item_id from renamed_client join billing_item on client_id = party_id where open_item_ind`,
  DEBTOR: sql`
    select billing_item_id from renamed_debtor join account on debtor_id = party_id
      join billing_item using (account_id) where open_item_ind`,
  AGENT: sql`
    select billing_item_id from renamed_agent join billing_item on agent_id = party_id where open_item_ind`,
};

const describedAgreements = (tried: ImportTry, from: PartySource): RawBuilder<unknown> => sql`
  described_agreement as (
    update agreement
       set deal = said.deal, type_code = coalesce(said.agreement_type, agreement.type_code),
           status = coalesce(said.agreement_status, agreement.status),
           stop_date = coalesce(said.agreement_stop, agreement.stop_date),
           current_minor = coalesce(said.agreement_minor, agreement.current_minor), updated_at = now(),
           updated_by = ${currentCause().actor}
      from (${knownAgreements(
        sql`${staged(tried)} and not invalid
            and (effect = 'new' and coalesce(agreement_type, agreement_status, agreement_stop::text, agreement_minor::text) is not null
                 or redescribed and effect in ('changed', 'closed', 'written-off'))`,
        from,
      )}) said
     where agreement.agreement_id = said.agreement_id
       and (agreement.deal, agreement.type_code, agreement.status, agreement.stop_date, agreement.current_minor)
           is distinct from (said.deal, coalesce(said.agreement_type, agreement.type_code),
                             coalesce(said.agreement_status, agreement.status),
                             coalesce(said.agreement_stop, agreement.stop_date),
                             coalesce(said.agreement_minor, agreement.current_minor))
    returning agreement.agreement_id, agreement.account_id)`;

/**
 * Parties that rows give another name. The last of several names that one file gives, where its source prints names in many ways, is no
 * better than the first: it stays.
 */
const renamedParties = (kind: PartyKind, tried: ImportTry, from: PartySource): RawBuilder<unknown> => sql`
  ${sql.ref(`renamed_${kind.toLowerCase()}`)} as (
    update party set name = said.name, updated_at = now(), updated_by = ${currentCause().actor}
      from (select distinct on (1) ${knownParty(kind, from, 'import_row')} as party_id, ${saidOf(kind, 'name')} as name
              from import_row where ${staged(tried)} and not invalid and redescribed
               and effect in ('changed', 'closed', 'written-off')
             order by 1, row_no) said
     where party.party_id = said.party_id and party.name <> said.name
    returning party.party_id)`;
