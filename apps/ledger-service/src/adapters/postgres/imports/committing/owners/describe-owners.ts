import type { Database } from '@recoup/runtime/database/database';
import { currentCause } from '@recoup/runtime/process/cause';
import { type RawBuilder, sql } from 'kysely';
import { type PartyKind, partyKinds } from '../../../../../domain/parties/same-party.ts';
import type { ImportTry } from '../../../../../ports/imports/imports.ts';
import type { PartySource } from '../../parties/party-source.ts';
import { staged } from '../../staging/this-try.ts';
import { publishedAnew } from '../describe-items.ts';
import { agreementsSaid, openItemsOf, partiesSaid } from './owners-said.ts';

/**
 * Gives agreements and parties what rows say of them, and a new version to the open items of theirs that the file does not publish itself:
 * these alone stay noted as the other items of the import.
 */
export const describeOwners = async (
  database: Database,
  tried: ImportTry,
  from: PartySource,
): Promise<void> => {
  const noted = staged(tried, 'import_other_item');
  const described = [
    describedAgreements(tried, from),
    ...partyKinds.map((kind) => renamedParties(kind, tried, from)),
  ];
  await database.query(sql`
    with ${sql.join(described)},
    changed as (
      update billing_item_detail detail
         set version = version + 1, updated_at = now(), updated_by = ${currentCause().actor}
       where detail.billing_item_detail_id in (
             select own.billing_item_detail_id
               from (${openItemsOf({
                 agreements: sql`described_agreement`,
                 CLIENT: renamed('CLIENT'),
                 DEBTOR: renamed('DEBTOR'),
                 AGENT: renamed('AGENT'),
               })}) owned
               join billing_item_detail own using (billing_item_id)
               join import_other_item on detail_id = own.billing_item_detail_id and ${noted}
              where not exists (
                    select from import_row
                     where import_row.detail_id = own.billing_item_detail_id and ${staged(tried)} and not invalid
                       and (effect = 'new' or ${publishedAnew})))
      returning detail.billing_item_detail_id)
    delete from import_other_item
     where ${noted} and not exists (select from changed where billing_item_detail_id = detail_id)`);
};

const describedAgreements = (tried: ImportTry, from: PartySource): RawBuilder<unknown> => sql`
  described_agreement as (
    update agreement
       set deal = said.deal, type_code = said.type_code, status = said.status, stop_date = said.stop_date,
           current_minor = said.current_minor, updated_at = now(), updated_by = ${currentCause().actor}
      from (${agreementsSaid(tried, from)}) said
     where agreement.agreement_id = said.agreement_id
    returning agreement.agreement_id, agreement.account_id)`;

const renamed = (kind: PartyKind) => sql.ref(`renamed_${kind.toLowerCase()}`);

const renamedParties = (kind: PartyKind, tried: ImportTry, from: PartySource): RawBuilder<unknown> => sql`
  ${renamed(kind)} as (
    update party set name = said.name, updated_at = now(), updated_by = ${currentCause().actor}
      from (${partiesSaid(kind, tried, from)}) said
     where party.party_id = said.party_id
    returning party.party_id)`;
