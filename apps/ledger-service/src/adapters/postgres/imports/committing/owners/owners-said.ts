import { type RawBuilder, sql } from 'kysely';
import type { PartyKind } from '../../../../../domain/parties/same-party.ts';
import type { ImportTry } from '../../../../../ports/imports/imports.ts';
import { knownAgreements } from '../../parties/known-owners.ts';
import { knownParty, saidOf } from '../../parties/known-party.ts';
import type { PartySource } from '../../parties/party-source.ts';
import { staged } from '../../staging/this-try.ts';

/** The agreements of which rows say something else than the ledger knows, with all that they are to be. */
export const agreementsSaid = (tried: ImportTry, from: PartySource): RawBuilder<unknown> => sql`
  select agreement_id, agreement.account_id, said.deal, coalesce(said.agreement_type, agreement.type_code) as type_code,
         coalesce(said.agreement_status, agreement.status) as status,
         coalesce(said.agreement_stop, agreement.stop_date) as stop_date,
         coalesce(said.agreement_minor, agreement.current_minor) as current_minor
    from (${knownAgreements(
      sql`${staged(tried)} and not invalid
          and (effect = 'new' and coalesce(agreement_type, agreement_status, agreement_stop::text, agreement_minor::text) is not null
               or redescribed and effect in ('changed', 'closed', 'written-off'))`,
      from,
    )}) said
    join agreement using (agreement_id)
   where (agreement.deal, agreement.type_code, agreement.status, agreement.stop_date, agreement.current_minor)
         is distinct from (said.deal, coalesce(said.agreement_type, agreement.type_code),
                           coalesce(said.agreement_status, agreement.status),
                           coalesce(said.agreement_stop, agreement.stop_date),
                           coalesce(said.agreement_minor, agreement.current_minor))`;

/**
 * The parties that rows give another name. The last of several names that one file gives, where its source prints names in many ways, is no
 * better than the first: it stays.
 */
export const partiesSaid = (kind: PartyKind, tried: ImportTry, from: PartySource): RawBuilder<unknown> =>
  from.namesVary
    ? sql`select party_id, name from party where false`
    : sql`
  select party_id, said.name
    from (select distinct on (1) ${knownParty(kind, from, 'import_row')} as party_id, ${saidOf(kind, 'name')} as name
            from import_row where ${staged(tried)} and not invalid and redescribed
             and effect in ('changed', 'closed', 'written-off')
           order by 1, row_no) said
    join party using (party_id)
   where party.name <> said.name`;

/** The open items of agreements, by the relation that holds these. */
const ofAgreements = (agreements: RawBuilder<unknown>) => sql`
  select billing_item_id from ${agreements} owner join billing_item using (account_id, agreement_id) where open_item_ind`;

/** The open items of parties of a kind, by the relation that holds these. */
const ofParties: Readonly<Record<PartyKind, (parties: RawBuilder<unknown>) => RawBuilder<unknown>>> = {
  CLIENT: (parties) => sql`
    select billing_item_id from ${parties} owner join billing_item on client_id = party_id where open_item_ind`,
  DEBTOR: (parties) => sql`
    select billing_item_id from ${parties} owner join account on debtor_id = party_id
      join billing_item using (account_id) where open_item_ind`,
  AGENT: (parties) => sql`
    select billing_item_id from ${parties} owner join billing_item on agent_id = party_id where open_item_ind`,
};

type Owners = { readonly agreements: RawBuilder<unknown> } & Readonly<Record<PartyKind, RawBuilder<unknown>>>;

/** The open items of all of these owners. */
export const openItemsOf = ({ agreements, ...parties }: Owners): RawBuilder<unknown> =>
  sql.join(
    [
      ofAgreements(agreements),
      ...(['CLIENT', 'DEBTOR', 'AGENT'] as const).map((kind) => ofParties[kind](parties[kind])),
    ],
    sql` union `,
  );
