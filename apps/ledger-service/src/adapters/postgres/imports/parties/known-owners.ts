import { type RawBuilder, sql } from 'kysely';
import type { PartyKind } from '../../../../domain/parties/same-party.ts';
import { knownParty, numberingEntity, saidOf } from './known-party.ts';
import type { PartySource } from './party-source.ts';

/** The account of a debtor in an entity, of a row that has both. */
export const knownAccount = (row: string): RawBuilder<unknown> => sql`
  (select account_id from account
    where account.entity = ${sql.ref(`${row}.entity`)} and account.debtor_id = ${sql.ref(`${row}.debtor_id`)})`;

/** The agreement of an account about a deal in a currency, of a row that has all three. */
export const knownAgreement = (row: string): RawBuilder<unknown> => sql`
  (select agreement_id from agreement
    where agreement.entity = ${sql.ref(`${row}.entity`)} and agreement.account_id = ${sql.ref(`${row}.account_id`)}
      and agreement.deal_key = ${sql.ref(`${row}.deal_key`)} and agreement.currency = ${sql.ref(`${row}.currency`)})`;

/** The parties of a kind that rows name, each looked up once: `of_entity`, `key` and `party_id`. */
export const knownParties = (
  kind: PartyKind,
  rows: RawBuilder<unknown>,
  from: PartySource,
): RawBuilder<unknown> => sql`
  select of_entity, ${saidOf(kind, 'key')} as key, ${knownParty(kind, { ...from, perEntity: true }, 'named')} as party_id
    from (select distinct ${numberingEntity(from)} as of_entity, ${numberingEntity(from)} as entity, ${saidOf(kind, 'key')}
            from import_row where ${rows}) named`;

/**
 * The accounts and agreements that rows speak of, each looked up once: `entity`, `debtor_key`, `deal_key`, `currency`, what the first of
 * them says of the agreement, `account_id` and `agreement_id`; null where the ledger has none.
 */
export const knownAgreements = (rows: RawBuilder<unknown>, from: PartySource): RawBuilder<unknown> => sql`
  select owner.*, ${knownAgreement('owner')} as agreement_id
    from (select debtor.*, ${knownAccount('debtor')} as account_id
            from (select said.*, ${knownParty('DEBTOR', from, 'said')} as debtor_id
                    from (select distinct on (entity, debtor_key, deal_key, currency)
                                 entity, debtor_key, deal_key, currency, deal, agreement_type, agreement_status,
                                 agreement_stop, agreement_minor
                            from import_row where ${rows}
                           order by entity, debtor_key, deal_key, currency, row_no) said) debtor) owner`;
