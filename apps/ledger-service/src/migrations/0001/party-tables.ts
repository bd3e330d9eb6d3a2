/** Clients, debtors and agents, by the numbers that sources give them; the accounts of debtors, and what was agreed with them. */
export const partyTables: readonly string[] = [
  `create table party (
     party_id   uuid        not null primary key,
     kind       text        not null check (kind in ('CLIENT', 'DEBTOR', 'AGENT')),
     number     text        not null,
     name       text        not null,
     created_at timestamptz not null,
     created_by text        not null,
     updated_at timestamptz not null,
     updated_by text        not null,
     unique (party_id, kind)
   )`,
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
