import { PartyChangedV1 } from '@recoup/contracts/party-changed.v1';
import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { newId } from '@recoup/runtime/process/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Party } from '../../../domain/parties/same-party.ts';
import type { Parties, PartyPair } from '../../../ports/parties.ts';

/** Whose numbers mean one party. Which parties are one follows from the declarations, by triggers of the database. */
export const postgresParties = (database: Database, outbox: Outbox): Parties => ({
  lockPair: async (partyId, otherPartyId) => {
    await database.query(transactionLock('declaringParties'));
    const found = await partiesWhere(database, sql`party_id = any (${[partyId, otherPartyId]}::uuid[])`);
    const [one, other] = [partyId, otherPartyId].map((id) => found.find((party) => party.partyId === id));
    return one && other && { one, other, ...(await aboutPair(database, one, other)) };
  },

  declareSame: async ({ one, other }, { on, reason, proposedBy, approvedBy, changeRequestId }) => {
    const [first, second] = [one.partyId, other.partyId].sort();
    await database.query(sql`
      insert into party_same_as
        (party_same_as_id, kind, party_id, other_party_id, same_from, reason, proposed_by, approved_by, created_at,
         change_request_id)
      values (${newId()}, ${one.kind}, ${first}, ${second}, ${on}::date, ${reason}, ${proposedBy}, ${approvedBy}, now(),
              ${changeRequestId})`);
    await publish(database, outbox, [one.onePartyId, other.onePartyId]);
  },

  separate: async (declaredAs, { on, reason, proposedBy, approvedBy, changeRequestId }) => {
    const before = await database.query<{ partyId: string }>(sql`
      select member.party_id as "partyId"
        from party_same_as declared join party using (party_id)
        join party member on coalesce(member.one_party_id, member.party_id) = party.one_party_id
       where party_same_as_id = ${declaredAs}`);
    await database.query(sql`
      insert into party_separation
        (party_same_as_id, separate_from, reason, proposed_by, approved_by, created_at, change_request_id)
      values (${declaredAs}, ${on}::date, ${reason}, ${proposedBy}, ${approvedBy}, now(), ${changeRequestId})`);
    await publish(
      database,
      outbox,
      before.map(({ partyId }) => partyId),
    );
  },
});

const partiesWhere = (database: Database, condition: RawBuilder<unknown>): Promise<Party[]> =>
  database.query<Party>(sql`
    select party_id as "partyId", kind, number, name, coalesce(one_party_id, party_id) as "onePartyId"
      from party where ${condition} order by party_id`);

const aboutPair = async (
  database: Database,
  one: Party,
  other: Party,
): Promise<Pick<PartyPair, 'declaredAs' | 'entities'>> => {
  const [first, second] = [one.partyId, other.partyId].sort();
  const [declared] = await database.query<{ declaredAs: string }>(sql`
    select party_same_as_id as "declaredAs" from standing_same_as
     where party_id = ${first} and other_party_id = ${second}`);
  const ones = [one.onePartyId, other.onePartyId];
  const entities = await database.query<{ code: string }>(sql`
    with member as (
      select party_id from party where coalesce(one_party_id, party_id) = any (${ones}::uuid[]))
    select code from legal_entity
     where exists (select from account where account.entity = code and debtor_id in (select party_id from member))
        or exists (select from billing_item item where item.entity = code and client_id in (select party_id from member))
        or exists (select from billing_item item where item.entity = code and agent_id in (select party_id from member))
     order by code`);
  return { declaredAs: declared?.declaredAs ?? null, entities: entities.map(({ code }) => code) };
};

/** Publishes the parties that are one with any of these now. */
const publish = async (database: Database, outbox: Outbox, ids: readonly string[]): Promise<void> => {
  const parties = await partiesWhere(database, sql`coalesce(one_party_id, party_id) = any (${ids}::uuid[])`);
  await outbox.append(
    parties.map(({ partyId, kind, onePartyId }) =>
      newEvent(PartyChangedV1, partyId, { partyId, kind, onePartyId }),
    ),
  );
};
