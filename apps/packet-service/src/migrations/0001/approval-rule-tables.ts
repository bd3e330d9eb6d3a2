import { approverRoles } from '../../domain/people/person.ts';

const matrix = approverRoles.map((role) => `'${role}'`).join(', ');
const amount = `coalesce(step ->> 'from', step ->> 'above')`;

/** From which amounts on who signs, and the rates by which amounts compare. */
export const approvalRuleTables: readonly string[] = [
  // Each role once in the order of the matrix, the first three always, none for less than the role before it.
  `create function approval_steps_fit(steps jsonb) returns boolean immutable language sql as $$
     select coalesce(array_agg(role order by position) = array[${matrix}]
                     and bool_and(position > 3 or step = jsonb_build_object('role', role))
                     and bool_and(step - '{role, from, above}'::text[] = '{}' and not step ?& '{from, above}')
                     and bool_and(amount is null or amount ~ '^[0-9]{1,15}([.][0-9]{1,4})?$')
                     and bool_and(least >= before), false)
       from (select *, coalesce(lag(least) over (order by position), least) as before
               from (select step, position, step ->> 'role' as role, ${amount} as amount,
                            row (coalesce(case when ${amount} ~ '^[0-9.]+$' then (${amount})::numeric end, -1), step ? 'above') as least
                       from jsonb_array_elements(case jsonb_typeof(steps) when 'array' then steps else '[]' end)
                            with ordinality as listed (step, position)) limited) ordered
   $$`,
  // The entity '*' stands for every entity that has no policy of its own. Amounts as decimal texts in the group's base currency.
  `create table approval_policy (
     entity            text        not null,
     version           int         not null check (version > 0),
     valid_from        date        not null,
     steps             jsonb       not null,
     base              text        not null check (base in ('COMMISSION', 'WHOLE_AMOUNT')),
     split_days        int         not null check (split_days between 1 and 366),
     change_request_id uuid        unique,
     created_dt        timestamptz not null,
     primary key (entity, version),
     constraint approval_policy_names_the_matrix check (approval_steps_fit(steps))
   )`,
  `insert into approval_policy (entity, version, valid_from, steps, base, split_days, created_dt)
   values ('*', 1, '1900-01-01', '[{"role": "AGENT"}, {"role": "DEPT_HEAD"}, {"role": "VP_CLIENT_ACCOUNTING"},
           {"role": "CFO", "from": "50000"}, {"role": "MD", "above": "250000"}]', 'COMMISSION', 30, now())`,
  // A rate never changes: listed otherwise for its day, it is the next version, and whoever used the one before still names that.
  `create table fx_rate (
     fx_rate_id        uuid        not null primary key,
     from_currency     char(3)     not null,
     to_currency       char(3)     not null,
     rate_day          date        not null,
     version           int         not null check (version > 0),
     rate              bigint      not null check (rate > 0),
     scale             int         not null check (scale between 0 and 12),
     source            text        not null,
     change_request_id uuid,
     listed_dt         timestamptz not null,
     listed_by         text        not null,
     constraint fx_rate_as_listed unique (fx_rate_id, from_currency, to_currency, rate_day, version, rate, scale, source),
     constraint fx_rate_of_a_day unique (from_currency, to_currency, rate_day, version),
     constraint fx_rate_is_of_two_currencies check (from_currency <> to_currency)
   )`,
];
