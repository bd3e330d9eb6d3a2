import { fixedPathOf } from '@recoup/runtime/database/tables/privileges';

const fixedPath = fixedPathOf('packet');

/** Which roles people have and had: each from the request that granted it, or the seed, to the one that ended it. */
export const roleAssignmentTables: readonly string[] = [
  `create table role_assignment (
     role_assignment_id    uuid        not null primary key,
     person_id             uuid        not null references person,
     role                  text        not null,
     entity                text,
     department            text,
     client_id             uuid,
     valid_from            date        not null,
     valid_until           date,
     exception_reason      text        check (btrim(exception_reason) <> ''),
     exception_until       date,
     granted_dt            timestamptz not null,
     granted_on            date        not null,
     granted_by_request_id uuid        references change_request,
     granted_in            xid8        not null default pg_current_xact_id(),
     ended_dt              timestamptz,
     ended_on              date,
     ended_by_request_id   uuid        references change_request,
     unique (role_assignment_id, person_id, role),
     constraint role_exception_is_dated_and_reasoned check ((exception_reason is null) = (exception_until is null)),
     constraint role_ends_with_its_exception check (exception_until is null or valid_until <= exception_until),
     constraint role_under_exception_has_an_end check (exception_until is null or valid_until is not null),
     constraint role_known check (role in (
       'CLIENT_ACCOUNTING', 'AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING', 'CFO', 'MD', 'CASE_OWNER',
       'COLLECTIONS_LEAD', 'GL_ACCOUNTANT', 'AUDITOR', 'EXECUTIVE', 'OPERATOR', 'ADMIN')),
     constraint role_ends_after_it_begins check (valid_until is null or valid_until >= valid_from),
     constraint role_end_is_dated check ((ended_dt is null) = (ended_on is null)),
     constraint role_ended_by_a_request check ((ended_dt is null) = (ended_by_request_id is null))
   )`,
  `create unique index role_assignment_once on role_assignment (person_id, role, entity, department, client_id, valid_from)
     nulls not distinct where ended_dt is null`,
  'create index role_assignment_of_person on role_assignment (person_id) where ended_dt is null',
  // What somebody holds unless another request ends it.
  `create view person_role as
     select role_assignment_id, person_id, role, entity, department, client_id, valid_from, valid_until, exception_reason,
            exception_until
       from role_assignment where ended_dt is null`,
  `create function role_assignment_is_ended_once() returns trigger language plpgsql ${fixedPath} as $$
     declare ending constant text[] := '{ended_dt,ended_on,ended_by_request_id}';
     begin
       if tg_op = 'UPDATE' and old.ended_dt is null and new.ended_dt is not null
          and to_jsonb(old) - ending = to_jsonb(new) - ending then
         return new;
       end if;
       raise exception 'a role assignment is ended once and never changed or removed' using errcode = '42501';
     end $$`,
  `create trigger role_assignment_is_ended_once before update or delete on role_assignment
     for each row execute function role_assignment_is_ended_once()`,
  `create trigger role_assignment_is_never_emptied before truncate on role_assignment
     for each statement execute function role_assignment_is_ended_once()`,
  'alter table role_assignment enable always trigger role_assignment_is_ended_once',
  'alter table role_assignment enable always trigger role_assignment_is_never_emptied',
];
