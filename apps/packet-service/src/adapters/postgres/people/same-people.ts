import { sql } from 'kysely';
import type { PersonId } from '../../../domain/people/person.ts';
import { concerned, type PeoplePair } from '../../../domain/people/same-person.ts';
import type { SamePeople } from '../../../ports/people/same-people.ts';
import { publishPeople } from './person-publishing.ts';
import type { WritingParts } from './person-writing.ts';

/** Who is one human follows from the declarations, by triggers of the database. */
export const postgresSamePeople = ({ database, outbox, newId }: WritingParts): SamePeople => {
  const declaredAs = async (one: PersonId, other: PersonId): Promise<string | undefined> => {
    const [first, second] = [one, other].sort();
    const [declared] = await database.query<{ id: string }>(sql`
      select person_same_as_id as id from standing_person_same_as
       where person_id = ${first} and other_person_id = ${second}`);
    return declared?.id;
  };
  const publish = (pair: PeoplePair) => publishPeople(database, outbox, concerned(pair));
  return {
    isDeclared: async (one, other) => (await declaredAs(one, other)) !== undefined,

    declare: async (pair, { on, at, reason, proposedBy, approvedBy, changeRequestId }) => {
      const [first, second] = [pair.one.id, pair.other.id].sort();
      await database.query(sql`
        insert into person_same_as (person_same_as_id, person_id, other_person_id, same_from, reason, proposed_by, approved_by,
                                    created_dt, change_request_id)
        values (${newId()}, ${first}, ${second}, ${on}::date, ${reason}, ${proposedBy}, ${approvedBy}, ${at.toISOString()},
                ${changeRequestId})`);
      await publish(pair);
    },

    separate: async (pair, { on, at, reason, proposedBy, approvedBy, changeRequestId }) => {
      await database.query(sql`
        insert into person_separation (person_same_as_id, separate_from, reason, proposed_by, approved_by, created_dt,
                                       change_request_id)
        values (${await declaredAs(pair.one.id, pair.other.id)}, ${on}::date, ${reason}, ${proposedBy}, ${approvedBy},
                ${at.toISOString()}, ${changeRequestId})`);
      await publish(pair);
    },
  };
};
