/** Clients, debtors and their agreements. */
export const partyTables: readonly string[] = [
  `create table client (
     client_id uuid not null primary key,
     source    text not null,
     number    text not null,
     name      text not null,
     constraint client_number_of_source unique (source, number)
   )`,
  `create table account (
     account_id uuid not null primary key,
     source     text not null,
     number     text not null,
     name       text not null,
     constraint account_number_of_source unique (source, number)
   )`,
  `create table agreement (
     agreement_id uuid not null primary key,
     account_id   uuid not null references account,
     deal         text not null,
     constraint agreement_of_account_and_deal unique (account_id, deal)
   )`,
];
