import { type RawBuilder, sql } from 'kysely';
import type { PartyKind } from '../../../../domain/parties/same-party.ts';
import type { PartySource } from './party-source.ts';

/** The fields of rows that name a party of each kind, and how its columns begin. */
export const partyFields = { CLIENT: 'client', DEBTOR: 'debtor', AGENT: 'agent' } as const;

/** What a row says of a party of the kind: its number, the key of it, or its name. */
export const saidOf = (kind: PartyKind, part: 'number' | 'key' | 'name', row?: string): RawBuilder<unknown> =>
  sql.ref(`${row ? `${row}.` : ''}${partyFields[kind]}_${part}`);

/** The entity whose numbers a row speaks of; empty where one number means one party in all entities of the source. */
export const numberingEntity = ({ perEntity }: Pick<PartySource, 'perEntity'>, row?: string) =>
  perEntity ? sql.ref(row ? `${row}.entity` : 'entity') : sql`''::text`;

/**
 * A party of the source by the key of its number, asked for row by row through the unique key; null where the ledger knows none. In a join
 * the planner would take a source that its statistics do not know yet for a single row, and compare every staged row with every party.
 */
export const knownParty = (
  kind: PartyKind,
  from: Pick<PartySource, 'source' | 'perEntity'>,
  row: string,
): RawBuilder<unknown> => sql`
  (select party_id from party_key
    where party_key.kind = ${kind} and party_key.source = ${from.source}
      and party_key.entity = ${numberingEntity(from, row)} and party_key.number_key = ${saidOf(kind, 'key', row)})`;
