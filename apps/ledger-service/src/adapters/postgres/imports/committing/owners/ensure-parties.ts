import type { Database } from '@recoup/runtime/database/database';
import { currentCause } from '@recoup/runtime/process/cause';
import { newIdOfRow } from '@recoup/runtime/process/new-id-of-row';
import { type RawBuilder, sql } from 'kysely';
import { type PartyKind, partyKinds } from '../../../../../domain/parties/same-party.ts';
import { knownAccount, knownAgreements } from '../../parties/known-owners.ts';
import { knownParty, numberingEntity, saidOf } from '../../parties/known-party.ts';
import type { PartySource } from '../../parties/party-source.ts';

/** Makes the parties, accounts and agreements that rows of `import_row` speak of and that are not there yet. */
export const ensureParties = async (
  database: Database,
  rows: RawBuilder<unknown>,
  from: PartySource,
): Promise<void> => {
  for (const kind of partyKinds) await ensureKind(database, rows, kind, from);
  await ensureAccounts(database, rows, from);
  await ensureAgreements(database, rows, from);
};

const ensureKind = async (
  database: Database,
  rows: RawBuilder<unknown>,
  kind: PartyKind,
  from: PartySource,
): Promise<void> => {
  const column = (part: 'number' | 'key' | 'name') => saidOf(kind, part, 'import_row');
  const entity = numberingEntity(from, 'import_row');
  const { actor } = currentCause();
  // Key and party in one statement: whoever else makes the same party first wins, and no party without a key is left.
  await database.query(sql`
    with wanted as materialized (
      select ${newIdOfRow()} as id, of_entity, ${saidOf(kind, 'key')} as key, number, name
        from (select distinct on (${entity}, ${column('key')}) ${entity} as of_entity, import_row.entity, ${column('key')},
                     ${column('number')} as number, ${column('name')} as name
                from import_row
               where ${rows} and ${column('key')} is not null
               order by ${entity}, ${column('key')}, row_no) staged
       where ${knownParty(kind, from, 'staged')} is null),
    made as (
      insert into party_key (kind, source, entity, number_key, party_id)
      select ${kind}, ${from.source}, of_entity, key, id from wanted
      on conflict do nothing returning party_id)
    insert into party (party_id, kind, number, name, created_at, created_by, updated_at, updated_by)
    select id, ${kind}, number, name, now(), ${actor}, now(), ${actor}
      from wanted where id in (select party_id from made)`);
};

const ensureAccounts = async (
  database: Database,
  rows: RawBuilder<unknown>,
  from: PartySource,
): Promise<void> => {
  const { actor } = currentCause();
  await database.query(sql`
    insert into account (account_id, entity, debtor_id, created_at, created_by, updated_at, updated_by)
    select ${newIdOfRow()}, entity, debtor_id, now(), ${actor}, now(), ${actor}
      from (select entity, ${knownParty('DEBTOR', from, 'staged')} as debtor_id
              from (select distinct entity, debtor_key from import_row
                     where ${rows}) staged) wanted
     where ${knownAccount('wanted')} is null
    on conflict on constraint account_of_debtor do nothing`);
};

/** The agreements that staged rows speak of and that are not there yet. */
export const unknownAgreements = (rows: RawBuilder<unknown>, from: PartySource) => sql`
  select entity, account_id, deal_key, deal, currency
    from (${knownAgreements(rows, from)}) wanted
   where agreement_id is null`;

const ensureAgreements = async (
  database: Database,
  rows: RawBuilder<unknown>,
  from: PartySource,
): Promise<void> => {
  const { actor } = currentCause();
  await database.query(sql`
    insert into agreement
      (agreement_id, entity, account_id, deal_key, deal, currency, created_at, created_by, updated_at, updated_by)
    select ${newIdOfRow()}, entity, account_id, deal_key, deal, currency, now(), ${actor}, now(), ${actor}
      from (${unknownAgreements(rows, from)}) unknown
    on conflict on constraint agreement_of_account_and_deal do nothing`);
};
