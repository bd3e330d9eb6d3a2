import { lockUses } from '@recoup/runtime/database/advisory-lock';
import { fixedPathOf } from '@recoup/runtime/database/tables/privileges';

const fixedPath = fixedPathOf('packet');

const decided = `
     reason            text        not null check (btrim(reason) <> ''),
     proposed_by       text        not null,
     approved_by       text        not null,
     created_dt        timestamptz not null,
     change_request_id uuid        not null unique references change_request`;

/** That two entries of people are one human, as two administrators declared it, and that they are so no longer. */
export const samePersonTables: readonly string[] = [
  `create table person_same_as (
     person_same_as_id uuid        not null primary key,
     person_id         uuid        not null references person,
     other_person_id   uuid        not null references person,
     same_from         date        not null,${decided},
     constraint same_people_are_two check (person_id < other_person_id),
     constraint same_people_declared_by_another check (approved_by <> proposed_by)
   )`,
  'create index person_same_as_of_person on person_same_as (person_id)',
  'create index person_same_as_of_other on person_same_as (other_person_id)',
  `create table person_separation (
     person_same_as_id uuid        not null primary key references person_same_as,
     separate_from     date        not null,${decided},
     constraint people_separated_by_another check (approved_by <> proposed_by)
   )`,
  `create view standing_person_same_as as
     select * from person_same_as declared
      where not exists (select from person_separation ended where ended.person_same_as_id = declared.person_same_as_id)`,
  // Whoever is reached from somebody over what stands is one human with them, and the least of their ids stands for all.
  `create view reached_person as
     with recursive neighbour as (
       select person_id, other_person_id from standing_person_same_as
       union all select other_person_id, person_id from standing_person_same_as),
     reached as (
       select person_id, person_id as reached_id from neighbour
       union select reached.person_id, neighbour.other_person_id
         from reached join neighbour on neighbour.person_id = reached.reached_id)
     select person_id, (array_agg(reached_id order by reached_id))[1] as human_id from reached group by person_id`,
  // Only these functions say who is one human. The runtime role may not, so that it always follows from what was declared.
  `create function join_people() returns trigger language plpgsql security definer ${fixedPath} as $$
     declare
       one uuid;
       other uuid;
     begin
       perform pg_advisory_xact_lock(${lockUses.changingPeople}, hashtext(''));
       one := human_of(new.person_id);
       other := human_of(new.other_person_id);
       if one = other then
         raise exception 'the two are one human already' using errcode = '23514', constraint = 'same_people_make_no_circle';
       end if;
       update person set human_id = least(one, other), version = version + 1, updated_dt = new.created_dt
        where coalesce(human_id, person_id) in (one, other);
       return null;
     end $$`,
  `create trigger join_people after insert on person_same_as for each row execute function join_people()`,
  'alter table person_same_as enable always trigger join_people',
  `create function separate_people() returns trigger language plpgsql security definer ${fixedPath} as $$
     declare one uuid;
     begin
       perform pg_advisory_xact_lock(${lockUses.changingPeople}, hashtext(''));
       select human_of(person_id) into one from person_same_as where person_same_as_id = new.person_same_as_id;
       update person set human_id = moved.human_id, version = version + 1, updated_dt = new.created_dt
         from (select member.person_id, reached.human_id
                 from person member left join reached_person reached using (person_id)
                where coalesce(member.human_id, member.person_id) = one) moved
        where person.person_id = moved.person_id;
       return null;
     end $$`,
  `create trigger separate_people after insert on person_separation for each row execute function separate_people()`,
  'alter table person_separation enable always trigger separate_people',
];
