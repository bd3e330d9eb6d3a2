import type { Database } from '@recoup/runtime/database/database';
import { currentCause } from '@recoup/runtime/process/cause';
import { type RawBuilder, sql } from 'kysely';
import { knownAgreements, knownParties } from '../parties/known-owners.ts';
import { numberingEntity } from '../parties/known-party.ts';
import type { PartySource } from '../parties/party-source.ts';

export const newRows = sql`import_row.effect = 'new' and not import_row.invalid`;

/** Makes the items of new rows with their details. Instalments of one number are details of one item. */
export const insertItems = async (
  database: Database,
  rows: RawBuilder<unknown>,
  from: PartySource,
): Promise<void> => {
  const { actor } = currentCause();
  await database.query(sql`
    with owner as materialized (${knownAgreements(rows, from)}),
    client as materialized (${knownParties('CLIENT', rows, from)}),
    agent as materialized (${knownParties('AGENT', rows, from)})
    insert into billing_item
      (billing_item_id, source, entity, number_key, issue_year, invoice_number, department, client_id, account_id,
       agreement_id, agent_id, invoice_date, currency, open_item_ind, created_at, created_by, updated_at,
       updated_by)
    select new_item_id, ${from.source}, entity, number_key, issue_year, invoice_number, department, client.party_id, account_id,
           agreement_id, agent.party_id, invoice_date, currency, true, now(), ${actor}, now(), ${actor}
      from import_row
      join owner using (entity, debtor_key, deal_key, currency)
      join client on client.key = import_row.client_key and client.of_entity = ${numberingEntity(from, 'import_row')}
      left join agent on agent.key = import_row.agent_key and agent.of_entity = ${numberingEntity(from, 'import_row')}
     where ${rows}
     order by row_no
    on conflict on constraint billing_item_natural_key do nothing`);
  await database.query(sql`
    insert into billing_item_detail
      (billing_item_detail_id, billing_item_id, instalment, due_date, dispute_open, dispute_reason, collection_class, gl_reference,
       import_id, created_at, created_by, updated_at, updated_by)
    select new_detail_id,
           (select billing_item_id from billing_item item
             where item.source = ${from.source} and item.entity = import_row.entity
               and item.number_key = import_row.number_key and item.issue_year = import_row.issue_year),
           instalment, due_date, dispute_open, dispute_reason, collection_class, gl_reference, import_id, now(), ${actor}, now(),
           ${actor}
      from import_row where ${rows}`);
};

/** What a row says of each side. */
export const statedSides = (table: string): RawBuilder<unknown> => {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql`
    (values ('REV', ${column('rev_minor')}), ('PAY', ${column('pay_minor')}), ('TAX', ${column('tax_minor')}),
            ('FEE', ${column('fee_minor')})) as stated (side, minor)`;
};

/** Whether an amount in the currency of a row is one in the functional currency of its entity too. */
export const inFunctionalCurrency = (table: string): RawBuilder<unknown> => sql`
  (select functional_currency from legal_entity where code = ${sql.ref(`${table}.entity`)})
    = ${sql.ref(`${table}.currency`)}`;

/** Opens the sides of new rows with what the source says is open. */
export const openSides = async (
  database: Database,
  rows: RawBuilder<unknown>,
  postingEventId: string,
  rates: RawBuilder<unknown>,
): Promise<void> => {
  await database.query(sql`
    insert into receivable_side
      (billing_item_detail_id, side, component, opened_by_event_id, opening_minor, open_minor, opening_functional_minor,
       open_functional_minor, stated_minor)
    select new_detail_id, side, '', ${postingEventId}, minor, minor, functional_minor, functional_minor, minor
      from (select import_row.new_detail_id, stated.side, stated.minor,
                   case when legal_entity.functional_currency = import_row.currency then stated.minor
                        else at_ratio(stated.minor, rate.numerator, rate.denominator) end as functional_minor
              from import_row join legal_entity on legal_entity.code = import_row.entity
             cross join lateral ${statedSides('import_row')}
              left join ${rates} on rate.entity = import_row.entity and rate.currency = import_row.currency
             where ${rows} and stated.minor > 0) opened`);
};
