import { fixedPathOf } from '@recoup/runtime/database/tables/privileges';
import { foldedSql } from '@recoup/runtime/http/lists/folded-text';

/** Who signs in, by which accounts, and what their tokens last said of them. */
export const peopleTables: readonly string[] = [
  // Whom two people declared to be one human are one by the least of their ids; without such a declaration it is null.
  `create table person (
     person_id       uuid        not null primary key,
     version         int         not null check (version > 0),
     display_name    text        not null check (btrim(display_name) <> ''),
     name_key        text        generated always as
       (nullif(regexp_replace(${foldedSql('display_name')}, '[[:space:][:punct:]]+', '', 'g'), '')) stored,
     email           text        not null,
     mailbox_key     text        generated always as
       (lower(regexp_replace(split_part(email, '@', 1), '[+].*$', ''))) stored,
     employee_number text        check (btrim(employee_number) <> ''),
     human_id        uuid        references person,
     active          boolean     not null,
     updated_dt      timestamptz not null
   )`,
  // As mail compares them, whatever their case.
  'create unique index person_address_once on person (lower(email))',
  'create unique index person_employee_number_once on person (employee_number)',
  'create index person_of_human on person ((coalesce(human_id, person_id)))',
  'create index person_by_name on person (display_name, person_id)',
  'create index person_by_name_key on person (name_key, person_id)',
  'create index person_by_mailbox_key on person (mailbox_key, person_id)',
  `create function human_of(person_id uuid) returns uuid stable language sql ${fixedPathOf('packet')} as $$
     select coalesce((select human_id from person where person.person_id = $1), $1) $$`,
  // Several accounts may belong to one human being; one account belongs to one.
  `create table person_identity (
     issuer    text not null,
     subject   text not null,
     person_id uuid not null references person,
     primary key (issuer, subject)
   )`,
  'create index person_identity_of_person on person_identity (person_id)',
  // What the token of an account said of it when it was last seen, which need not be what administrators listed.
  `create table person_sign_in (
     issuer         text        not null,
     subject        text        not null,
     person_id      uuid        not null references person,
     email          text,
     email_verified boolean,
     seen_dt        timestamptz not null,
     primary key (issuer, subject)
   )`,
  'create index person_sign_in_of_person on person_sign_in (person_id)',
];
