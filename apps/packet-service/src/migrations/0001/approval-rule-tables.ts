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
  // A rate never changes: listed otherwise for its day, it is the next version, and whoever used the one before still names that.
  `create table fx_rate (
     fx_rate_id    uuid        not null primary key,
     from_currency char(3)     not null,
     to_currency   char(3)     not null,
     rate_day      date        not null,
     version       int         not null check (version > 0),
     rate          bigint      not null check (rate > 0),
     scale         int         not null check (scale between 0 and 12),
     source        text        not null,
     listed_dt     timestamptz not null,
     listed_by     text        not null,
     constraint fx_rate_as_listed unique (fx_rate_id, from_currency, to_currency, rate_day, version, rate, scale, source),
     constraint fx_rate_of_a_day unique (from_currency, to_currency, rate_day, version),
     constraint fx_rate_is_of_two_currencies check (from_currency <> to_currency)
   )`,
];
