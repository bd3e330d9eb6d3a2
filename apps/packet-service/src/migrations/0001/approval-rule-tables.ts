/** From which amounts on who signs, and the rates by which amounts compare. */
export const approvalRuleTables: readonly string[] = [
  // The entity '*' stands for every entity that has no policy of its own. Amounts in the group's base currency.
  `create table approval_policy (
     entity         text        not null,
     version        int         not null check (version > 0),
     valid_from     date        not null,
     cfo_from_minor bigint      not null check (cfo_from_minor >= 0),
     md_above_minor bigint      not null,
     created_dt     timestamptz not null default now(),
     primary key (entity, version),
     constraint approval_policy_md_is_above_cfo check (md_above_minor >= cfo_from_minor)
   )`,
  `insert into approval_policy (entity, version, valid_from, cfo_from_minor, md_above_minor)
      values ('*', 1, '1900-01-01', 5000000, 25000000)`,
  `create table fx_rate (
     from_currency text   not null,
     to_currency   text   not null,
     rate_day      date   not null,
     rate          bigint not null check (rate > 0),
     scale         int    not null check (scale between 0 and 12),
     primary key (from_currency, to_currency, rate_day)
   )`,
];
