import type { Database } from '@recoup/runtime/database/database';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { type PartyKind, partyKinds } from '../../../../domain/parties/same-party.ts';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { knownAccount, knownAgreements } from '../parties/known-owners.ts';
import { knownParty, numberingEntity, saidOf } from '../parties/known-party.ts';
import type { PartySource } from '../parties/party-source.ts';
import { staged as rowsOf } from '../staging/this-try.ts';

/** Makes the parties, accounts and agreements that valid staged rows speak of and that are not there yet. */
export const ensureParties = async (
  database: Database,
  tried: ImportTry,
  from: PartySource,
): Promise<void> => {
  for (const kind of partyKinds) await ensureKind(database, tried, kind, from);
  await ensureAccounts(database, tried, from);
  await ensureAgreements(database, tried, from);
};

/** Rows that make or change something. */
const takenIn = sql`not invalid and effect in ('new', 'changed', 'closed', 'written-off')`;

type UnknownParty = {
  readonly entity: string;
  readonly key: string;
  readonly number: string;
  readonly name: string;
};

const ensureKind = async (
  database: Database,
  tried: ImportTry,
  kind: PartyKind,
  from: PartySource,
): Promise<void> => {
  const column = (part: 'number' | 'key' | 'name') => saidOf(kind, part, 'import_row');
  const entity = numberingEntity(from, 'import_row');
  const unknown = await database.query<UnknownParty>(sql`
    select entity, ${saidOf(kind, 'key')} as key, number, name
      from (select distinct on (${entity}, ${column('key')}) ${entity} as entity, ${column('key')},
                   ${column('number')} as number, ${column('name')} as name
              from import_row
             where ${rowsOf(tried)} and ${takenIn} and ${column('key')} is not null
             order by ${entity}, ${column('key')}, row_no) staged
     where ${knownParty(kind, from, 'staged')} is null`);
  const { actor } = currentCause();
  // Key and party in one statement: whoever else makes the same party first wins, and no party without a key is left.
  await inBatches(unknown, (batch) =>
    database.query(sql`
      with wanted as (
        select * from unnest(${batch.map(newId)}::uuid[], ${batch.map((one) => one.entity)}::text[],
                             ${batch.map((one) => one.key)}::text[], ${batch.map((one) => one.number)}::text[],
                             ${batch.map((one) => one.name)}::text[]) as party (id, entity, key, number, name)),
      made as (
        insert into party_key (kind, source, entity, number_key, party_id)
        select ${kind}, ${from.source}, entity, key, id from wanted
        on conflict do nothing returning party_id)
      insert into party (party_id, kind, number, name, created_at, created_by, updated_at, updated_by)
      select id, ${kind}, number, name, now(), ${actor}, now(), ${actor}
        from wanted where id in (select party_id from made)`),
  );
};

const ensureAccounts = async (database: Database, tried: ImportTry, from: PartySource): Promise<void> => {
  const unknown = await database.query<{ entity: string; debtor_id: string }>(sql`
    select entity, debtor_id
      from (select entity, ${knownParty('DEBTOR', from, 'staged')} as debtor_id
              from (select distinct entity, debtor_key from import_row
                     where ${rowsOf(tried)} and ${takenIn}) staged) wanted
     where ${knownAccount('wanted')} is null`);
  const { actor } = currentCause();
  await inBatches(unknown, (batch) =>
    database.query(sql`
      insert into account (account_id, entity, debtor_id, created_at, created_by, updated_at, updated_by)
      select id, entity, debtor_id, now(), ${actor}, now(), ${actor}
        from unnest(${batch.map(newId)}::uuid[], ${batch.map((one) => one.entity)}::text[],
                    ${batch.map((one) => one.debtor_id)}::uuid[]) as account (id, entity, debtor_id)
      on conflict on constraint account_of_debtor do nothing`),
  );
};

/** The agreements that staged rows speak of and that are not there yet. */
export const unknownAgreements = (tried: ImportTry, from: PartySource) => sql`
  select entity, account_id, deal_key, deal, currency
    from (${knownAgreements(sql`${rowsOf(tried)} and ${takenIn}`, from)}) wanted
   where agreement_id is null`;

type UnknownAgreement = Readonly<Record<'entity' | 'account_id' | 'deal_key' | 'deal' | 'currency', string>>;

const ensureAgreements = async (database: Database, tried: ImportTry, from: PartySource): Promise<void> => {
  const unknown = await database.query<UnknownAgreement>(unknownAgreements(tried, from));
  const { actor } = currentCause();
  const column = (batch: readonly UnknownAgreement[], name: keyof UnknownAgreement) =>
    batch.map((one) => one[name]);
  await inBatches(unknown, (batch) =>
    database.query(sql`
      insert into agreement
        (agreement_id, entity, account_id, deal_key, deal, currency, created_at, created_by, updated_at, updated_by)
      select id, entity, account_id, deal_key, deal, currency, now(), ${actor}, now(), ${actor}
        from unnest(${batch.map(newId)}::uuid[], ${column(batch, 'entity')}::text[], ${column(batch, 'account_id')}::uuid[],
                    ${column(batch, 'deal_key')}::text[], ${column(batch, 'deal')}::text[], ${column(batch, 'currency')}::text[])
               as agreement (id, entity, account_id, deal_key, deal, currency)
      on conflict on constraint agreement_of_account_and_deal do nothing`),
  );
};

const inBatches = async <Item>(
  items: readonly Item[],
  work: (batch: readonly Item[]) => Promise<unknown>,
): Promise<void> => {
  for (let start = 0; start < items.length; start += 5_000) await work(items.slice(start, start + 5_000));
};
