import { runtimeRole } from '@recoup/runtime/provision';

const decided = 'state, decided_by_user_id, decided_by_name, decided_dt, reason';

/** Lists of people that one administrator proposes and another decides. */
export const peopleImportTables: readonly string[] = [
  `create table people_import (
     people_import_id    uuid        not null primary key,
     state               text        not null default 'PROPOSED' check (state in ('PROPOSED', 'APPLIED', 'REJECTED')),
     changes             jsonb       not null,
     proposed_by_user_id uuid        not null references person,
     proposed_by_name    text        not null,
     proposed_dt         timestamptz not null,
     decided_by_user_id  uuid        references person,
     decided_by_name     text,
     decided_dt          timestamptz,
     reason              text,
     constraint people_import_decided_names_who check ((state <> 'PROPOSED') =
       (decided_by_user_id is not null and decided_by_name is not null and decided_dt is not null)),
     constraint people_import_applied_by_another
       check (state <> 'APPLIED' or decided_by_user_id <> proposed_by_user_id),
     constraint people_import_rejected_has_reason check (state <> 'REJECTED' or btrim(reason) <> '')
   )`,
  // What was proposed, and by whom, stays as it was; only the decision is added, once.
  `revoke update, delete, truncate on people_import from ${runtimeRole('packet')}`,
  `grant update (${decided}) on people_import to ${runtimeRole('packet')}`,
  `create function people_import_is_decided_once() returns trigger language plpgsql set search_path from current as $$
      begin
     if old.state <> 'PROPOSED' then
       raise exception 'people import % was % already', old.people_import_id, old.state
         using errcode = 'check_violation', constraint = 'people_import_is_decided_once';
     end if;
     return new;
      end $$`,
  `create trigger people_import_is_decided_once before update on people_import
     for each row execute function people_import_is_decided_once()`,
  `create trigger people_import_only_grows before delete or truncate on people_import
     for each statement execute function only_grows()`,
  'alter table people_import enable always trigger people_import_is_decided_once',
  'alter table people_import enable always trigger people_import_only_grows',
  'alter table refused_attempt add people_import_id uuid references people_import',
  `create index refused_attempt_of_people_import on refused_attempt (people_import_id, attempted_dt)
       where people_import_id is not null`,
];
