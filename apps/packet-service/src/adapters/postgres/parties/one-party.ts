import type { Queries } from '@recoup/runtime/database/queries';
import { type RawBuilder, sql } from 'kysely';

/** A party as the ledger tells it: which one stands for all that are one with it. */
export type PartyState = {
  readonly partyId: string;
  readonly onePartyId: string;
  readonly sequence: number;
};

/** Keeps which parties are one; an older state changes nothing. */
export const keepParties =
  (database: Queries) =>
  async (states: readonly PartyState[]): Promise<void> => {
    await database.query(sql`
      insert into one_party as kept (party_id, one_party_id, sequence)
      select "partyId", "onePartyId", sequence
        from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as state ("partyId" uuid, "onePartyId" uuid, sequence int)
       order by "partyId"
      on conflict (party_id) do update set one_party_id = excluded.one_party_id, sequence = excluded.sequence
       where kept.sequence < excluded.sequence`);
  };

/** The id of the party that stands for one; of whom nothing was published, itself. */
export const standsFor = (partyId: string): RawBuilder<string> => sql`
  coalesce((select one_party_id from one_party where party_id = ${partyId}::uuid), ${partyId}::uuid)::text`;

/** The ids of all that are one party with one, its own among them. */
export const oneWith = (partyId: string): RawBuilder<unknown> => sql`
  (select ${partyId}::uuid union
   select party_id from one_party
    where one_party_id = (select one_party_id from one_party where party_id = ${partyId}::uuid))`;
