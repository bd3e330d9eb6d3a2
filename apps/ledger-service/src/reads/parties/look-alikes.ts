import type { Queries } from '@recoup/runtime/database/queries';
import { oneOf } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { partyKinds } from '../../domain/parties/same-party.ts';
import { coveredParties, listedParties } from './covered-parties.ts';
import { listedParty } from './parties.ts';

const alike = listedParty.omit({ kind: true, onePartyId: true });

export const lookAlike = z.object({
  kind: z.enum(partyKinds),
  party: alike,
  other: alike,
  sameName: z
    .boolean()
    .describe('whether the names differ in nothing but case, accents, blanks and punctuation'),
  sameNumber: z
    .boolean()
    .describe('whether another source, or another entity of it, gives it the same number'),
});

export const lookAlikeList = listOf({
  name: 'party-look-alikes',
  id: 'other.party_id',
  filters: { kind: oneOf(partyKinds, 'party.kind') },
  sorts: { partyId: by('party.party_id') },
  defaultSort: 'partyId',
});

/**
 * Pairs of parties that look like one and were not declared so. Asked party by party through an index of names and one of numbers, and no
 * further than the page goes, since a thousand parties of one name make half a million pairs. The limits keep each look-up apart from the
 * rest: joined otherwise, all parties may be read for one page.
 */
export const lookAlikes = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const covered = await listedParties(database, actor, 'party');
  const rows = await database.query<z.infer<typeof lookAlike> & { readonly listKey: ListKey }>(sql`
    select party.kind, ${shown('party', 'party_key')} as party, ${shown('other', 'other_key')} as other,
           same_name as "sameName", same_number as "sameNumber", ${asked.key}
      from party
     cross join lateral (select * from party_key where party_key.party_id = party.party_id limit 1) party_key
     cross join lateral (
           select party_id, bool_or(by_name) as same_name, bool_or(not by_name) as same_number
             from (select twin.party_id, true as by_name from party twin
                    where twin.kind = party.kind and twin.name_key = party.name_key and twin.party_id > party.party_id
                   union all
                   select twin.party_id, false from party_key twin
                    where twin.kind = party.kind and twin.number_key = party_key.number_key
                      and twin.party_id > party.party_id) twin
            group by party_id) alike
     cross join lateral (select * from party where party.party_id = alike.party_id limit 1) other
     cross join lateral (select * from party_key where party_key.party_id = alike.party_id limit 1) other_key
     where coalesce(party.one_party_id, party.party_id) <> coalesce(other.one_party_id, other.party_id)
       and ${covered} and ${coveredParties(actor, 'other')} and ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => row);
};

const shown = (party: string, key: string) => {
  const column = (table: string, name: string) => sql.ref(`${table}.${name}`);
  return sql`jsonb_build_object(
    'partyId', ${column(party, 'party_id')}, 'source', ${column(key, 'source')},
    'entity', nullif(${column(key, 'entity')}, ''), 'number', ${column(party, 'number')}, 'name', ${column(party, 'name')})`;
};
