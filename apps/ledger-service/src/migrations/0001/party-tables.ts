import { lockUses } from '@recoup/runtime/database/advisory-lock';
import { foldedSql } from '@recoup/runtime/http/lists/folded-text';
import { fixedPath } from './ledger-functions.ts';

/** Clients, debtors and agents, by the numbers that sources give them; the accounts of debtors, and what was agreed with them. */
export const partyTables: readonly string[] = [
  `create table party (
     party_id     uuid        not null primary key,
     kind         text        not null check (kind in ('CLIENT', 'DEBTOR', 'AGENT')),
     number       text        not null,
     name         text        not null,
     name_key     text        generated always as
       (nullif(regexp_replace(${foldedSql('name')}, '[[:space:][:punct:]]+', '', 'g'), '')) stored,
     one_party_id uuid        references party,
     created_at   timestamptz not null,
     created_by   text        not null,
     updated_at   timestamptz not null,
     updated_by   text        not null,
     unique (party_id, kind)
   )`,
  'create index party_by_name on party (name, party_id)',
  'create index party_by_name_key on party (kind, name_key, party_id)',
  `create index party_by_folded_name on party ((${foldedSql('name')}))`,
  `create index party_by_folded_number on party ((${foldedSql('number')}))`,
  'create index party_of_one on party ((coalesce(one_party_id, party_id)))',
  // The entity is empty where one number means one party in all entities of the source.
  `create table party_key (
     kind       text not null,
     source     text not null references source,
     entity     text not null,
     number_key text not null,
     party_id   uuid not null,
     primary key (kind, source, entity, number_key),
     foreign key (party_id, kind) references party (party_id, kind)
   )`,
  'create index party_key_of_party on party_key (party_id)',
  'create index party_key_by_number on party_key (kind, number_key, party_id)',
  `create table account (
     account_id                  uuid        not null primary key,
     entity                      text        not null references legal_entity,
     debtor_id                   uuid        not null references party,
     collection_class            text,
     collections_postpone_until  date,
     created_at                  timestamptz not null,
     created_by                  text        not null,
     updated_at                  timestamptz not null,
     updated_by                  text        not null,
     constraint account_of_debtor unique (entity, debtor_id),
     unique (account_id, debtor_id)
   )`,
  'create index account_by_debtor on account (debtor_id)',
  `create table agreement (
     agreement_id        uuid        not null primary key,
     entity              text        not null references legal_entity,
     account_id          uuid        not null references account,
     deal_key            text        not null,
     deal                text        not null,
     currency            char(3)     not null,
     type_code           text,
     status              text,
     start_date          date,
     stop_date           date,
     master_agreement_id uuid        references agreement,
     final_bill_due_on   date,
     current_minor       bigint      not null default 0,
     created_at          timestamptz not null,
     created_by          text        not null,
     updated_at          timestamptz not null,
     updated_by          text        not null,
     constraint agreement_of_account_and_deal unique (entity, account_id, deal_key, currency)
   )`,
  'create index agreement_of_account on agreement (account_id)',
];

/** That two numbers of sources mean one party, as two people declared it, and that they do so no longer. */
export const samePartyTables: readonly string[] = [
  `create table party_same_as (
     party_same_as_id  uuid        not null primary key,
     kind              text        not null,
     party_id          uuid        not null,
     other_party_id    uuid        not null,
     same_from         date        not null,
     reason            text        not null check (btrim(reason) <> ''),
     proposed_by       text        not null,
     approved_by       text        not null,
     created_at        timestamptz not null,
     change_request_id uuid        not null unique references change_request,
     foreign key (party_id, kind) references party (party_id, kind),
     foreign key (other_party_id, kind) references party (party_id, kind),
     constraint same_parties_are_two check (party_id < other_party_id),
     constraint same_parties_declared_by_another check (approved_by <> proposed_by)
   )`,
  'create index party_same_as_of_party on party_same_as (party_id)',
  'create index party_same_as_of_other on party_same_as (other_party_id)',
  `create table party_separation (
     party_same_as_id  uuid        not null primary key references party_same_as,
     separate_from     date        not null,
     reason            text        not null check (btrim(reason) <> ''),
     proposed_by       text        not null,
     approved_by       text        not null,
     created_at        timestamptz not null,
     change_request_id uuid        not null unique references change_request,
     constraint parties_separated_by_another check (approved_by <> proposed_by)
   )`,
  `create view standing_same_as as
     select * from party_same_as declared
      where not exists (select from party_separation ended where ended.party_same_as_id = declared.party_same_as_id)`,
  // Whoever is reached from a party over what stands is one party with it, and the least of their ids stands for all.
  `create view reached_party as
     with recursive neighbour as (
       select party_id, other_party_id from standing_same_as
       union all select other_party_id, party_id from standing_same_as),
     reached as (
       select party_id, party_id as reached_id from neighbour
       union select reached.party_id, neighbour.other_party_id
         from reached join neighbour on neighbour.party_id = reached.reached_id)
     select party_id, (array_agg(reached_id order by reached_id))[1] as one_party_id from reached group by party_id`,
  // Only these functions say which parties are one. The runtime role may not, so that it always follows from what was declared.
  `create function join_parties() returns trigger language plpgsql security definer ${fixedPath} as $$
     declare
       one uuid;
       other uuid;
     begin
       perform pg_advisory_xact_lock(${lockUses.declaringParties}, hashtext(''));
       select coalesce(one_party_id, party_id) into one from party where party_id = new.party_id;
       select coalesce(one_party_id, party_id) into other from party where party_id = new.other_party_id;
       if one = other then
         raise exception 'the two are one party already' using errcode = '23514', constraint = 'same_parties_make_no_circle';
       end if;
       update party set one_party_id = least(one, other)
        where coalesce(one_party_id, party_id) in (one, other);
       return null;
     end $$`,
  `create trigger join_parties after insert on party_same_as for each row execute function join_parties()`,
  'alter table party_same_as enable always trigger join_parties',
  `create function separate_parties() returns trigger language plpgsql security definer ${fixedPath} as $$
     declare one uuid;
     begin
       perform pg_advisory_xact_lock(${lockUses.declaringParties}, hashtext(''));
       select coalesce(one_party_id, party_id) into one
         from party_same_as join party using (party_id) where party_same_as_id = new.party_same_as_id;
       update party set one_party_id = moved.one_party_id
         from (select member.party_id, reached.one_party_id
                 from party member left join reached_party reached using (party_id)
                where coalesce(member.one_party_id, member.party_id) = one) moved
        where party.party_id = moved.party_id;
       return null;
     end $$`,
  `create trigger separate_parties after insert on party_separation for each row execute function separate_parties()`,
  'alter table party_separation enable always trigger separate_parties',
];
