export const peopleTables: readonly string[] = [
  `create table person (
     person_id    uuid        not null primary key,
     version      int         not null check (version > 0),
     display_name text        not null check (btrim(display_name) <> ''),
     email        text        not null,
     active       boolean     not null,
     updated_dt   timestamptz not null
   )`,
  // Several accounts may belong to one human being; one account belongs to one.
  `create table person_identity (
     issuer    text not null,
     subject   text not null,
     person_id uuid not null references person,
     primary key (issuer, subject)
   )`,
  'create index person_identity_of_person on person_identity (person_id)',
  `create table person_role (
     person_id   uuid not null references person,
     role        text not null,
     entity      text,
     department  text,
     client_id   uuid,
     valid_from  date not null,
     valid_until date,
     exception_reason text check (btrim(exception_reason) <> ''),
     exception_until  date,
     constraint person_role_exception_is_dated_and_reasoned
       check ((exception_reason is null) = (exception_until is null)),
     constraint person_role_known check (role in (
       'CLIENT_ACCOUNTING', 'AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING', 'CFO', 'MD', 'CASE_OWNER',
       'COLLECTIONS_LEAD', 'GL_ACCOUNTANT', 'AUDITOR', 'EXECUTIVE', 'OPERATOR', 'ADMIN')),
     constraint person_role_ends_after_it_begins check (valid_until is null or valid_until >= valid_from),
     constraint person_role_once unique nulls not distinct (person_id, role, entity, department, client_id, valid_from)
   )`,
];
