import type { Queries } from '@recoup/runtime/database/queries';
import { code, exact, oneOf, text } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { partyKinds } from '../../domain/parties/same-party.ts';
import { coveredParties, listedParties } from './covered-parties.ts';

export const listedParty = z.object({
  partyId: z.uuid(),
  kind: z.enum(partyKinds),
  source: z.string().describe('whose number it is'),
  entity: z
    .string()
    .nullable()
    .describe('whose number it is, where the source gives each entity numbers of its own'),
  number: z.string(),
  name: z.string(),
  onePartyId: z
    .uuid()
    .describe('the party that stands for all that are one with it; its own where it is one with no other'),
});
type ListedParty = z.infer<typeof listedParty>;

const declaredPerson = z.object({ personId: z.string(), name: z.string().nullable() });
const decided = { reason: z.string(), proposedBy: declaredPerson, approvedBy: declaredPerson };

export const partyResource = listedParty.extend({
  sameAs: z
    .array(
      z.object({
        party: listedParty.pick({ partyId: true, number: true, name: true }).extend({ source: z.string() }),
        from: z.iso.date(),
        ...decided,
        changeRequestId: z.uuid(),
        ended: z
          .object({ on: z.iso.date(), ...decided, changeRequestId: z.uuid() })
          .nullable()
          .describe('null while it stands'),
      }),
    )
    .describe('what two people declared of this very party and another, newest first'),
});
type PartyResource = z.infer<typeof partyResource>;

const onePartyId = sql`coalesce(party.one_party_id, party.party_id)`;

export const partyList = listOf({
  name: 'parties',
  id: 'party.party_id',
  filters: {
    kind: oneOf(partyKinds, 'party.kind'),
    source: code('party_key.source'),
    number: code('party.number'),
    name: text('party.name'),
    onePartyId: exact(z.uuid(), onePartyId),
  },
  sorts: { partyId: by('party.party_id'), name: by('party.name') },
  defaultSort: 'name',
});

const columns = sql`
  party.party_id as "partyId", party.kind, party_key.source, nullif(party_key.entity, '') as entity, party.number, party.name,
  ${onePartyId} as "onePartyId"`;

const rowsWhere = (covered: RawBuilder<unknown>, where: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    from party join party_key using (party_id) where ${covered} and ${where}`;

/** A page of the clients, debtors and agents that sources speak of. */
export const parties = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const covered = await listedParties(database, actor, 'party');
  const rows = await database.query<ListedParty & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${asked.key} ${rowsWhere(covered, sql`${asked.where} ${asked.order}`)}`);
  return asked.page(rows, (row) => row);
};

export const findParty = async (
  database: Queries,
  actor: Actor,
  partyId: string,
): Promise<PartyResource | undefined> => {
  const [found] = await database.query<ListedParty>(sql`
    select ${columns} ${rowsWhere(coveredParties(actor, 'party'), sql`party.party_id = ${partyId}`)}`);
  return found && { ...found, sameAs: await declaredOf(database, actor, partyId) };
};

type DeclaredRow = Omit<PartyResource['sameAs'][number], never>;

/** Of a party beyond the roles of whoever asks nothing is said. */
const declaredOf = (database: Queries, actor: Actor, partyId: string): Promise<DeclaredRow[]> =>
  database.query<DeclaredRow>(sql`
    select jsonb_build_object('partyId', other.party_id, 'source', party_key.source, 'number', other.number,
                              'name', other.name) as party,
           same_from as "from", declared.reason, ${person('declared', 'proposed_by')} as "proposedBy",
           ${person('declared', 'approved_by')} as "approvedBy", declared.change_request_id as "changeRequestId",
           case when ended.party_same_as_id is not null then jsonb_build_object(
             'on', separate_from, 'reason', ended.reason, 'proposedBy', ${person('ended', 'proposed_by')},
             'approvedBy', ${person('ended', 'approved_by')}, 'changeRequestId', ended.change_request_id) end as ended
      from (select *, other_party_id as of_party from party_same_as where party_id = ${partyId}
            union all select *, party_id as of_party from party_same_as where other_party_id = ${partyId}) declared
      join party other on other.party_id = declared.of_party
      join party_key on party_key.party_id = other.party_id
      left join party_separation ended using (party_same_as_id)
     where ${coveredParties(actor, 'other')}
     order by declared.created_at desc`);

const person = (table: string, column: string) => sql`jsonb_build_object(
  'personId', ${sql.ref(`${table}.${column}`)},
  'name', (select display_name from directory_person where person_id::text = ${sql.ref(`${table}.${column}`)}))`;
