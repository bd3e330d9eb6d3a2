import type { Database } from '@recoup/runtime/database/database';
import { type RawBuilder, sql } from 'kysely';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { staged } from '../staging/this-try.ts';
import { inFunctionalCurrency, statedSides } from './insert-items.ts';

/** Rows of known items with other amounts than the source stated last. */
export const restated = sql`import_row.restated and import_row.effect in ('changed', 'closed', 'written-off')`;

/** By how much the source's word on each side of restated rows moved: what it says now less what it said last. */
const stated = (tried: ImportTry, effects: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select import_row.detail_id, stated.side, import_row.entity, import_row.currency, import_row.settled,
         stated.minor - coalesce(known.stated_minor, 0) as delta, coalesce(known.open_minor, 0) as open_minor,
         known.open_functional_minor, ${inFunctionalCurrency('import_row')} as functional
    from import_row cross join lateral ${statedSides('import_row')}
    left join lateral (select stated_minor, open_minor, open_functional_minor from receivable_side side
                        where side.billing_item_detail_id = import_row.detail_id
                          and side.side = stated.side and side.component = '') known on true
   where ${staged(tried)} and not import_row.invalid and import_row.restated and ${effects}
     and stated.minor <> coalesce(known.stated_minor, 0)`;

/** Our postings that a source has yet to say, in the direction in which it moved a side, with how much of them is left. */
const awaited = sql`
  join source_echo echo on echo.billing_item_detail_id = moved.detail_id and echo.side = moved.side
                       and echo.component = '' and echo.repeated_minor <> echo.expected_minor
                       and sign(echo.expected_minor) = sign(moved.delta)
  join posting_event event on event.posting_event_id = echo.posting_event_id`;

const standing = sql`import_row.effect in ('changed', 'closed')`;
const writtenOff = sql`import_row.effect = 'written-off'`;

/**
 * Finds which of our postings the source repeats. A movement of a receivable that stands repeats equal amounts first, then the oldest. Of
 * one that is written off only a fall by all of the write-off does, or a word that it is settled: any other fall is cash that came late.
 */
export const matchEchoes = async (database: Database, tried: ImportTry): Promise<void> => {
  const { importId, attempt } = tried;
  await database.query(sql`
    insert into import_echo (import_id, attempt, detail_id, side, posting_event_id, taken_minor)
    select ${importId}, ${attempt}, detail_id, side, posting_event_id, sign(delta) * least(rest, abs(delta) - before)
      from (select moved.detail_id, moved.side, moved.delta, echo.posting_event_id,
                   abs(echo.expected_minor - echo.repeated_minor) as rest,
                   coalesce(sum(abs(echo.expected_minor - echo.repeated_minor)) over (
                     partition by moved.detail_id, moved.side
                     order by (echo.expected_minor - echo.repeated_minor = moved.delta) desc, event.recorded_at,
                              echo.posting_event_id
                     rows between unbounded preceding and 1 preceding), 0) as before
              from (${stated(tried, standing)}) moved ${awaited}) repeated
     where before < abs(delta)`);
  await database.query(sql`
    insert into import_echo (import_id, attempt, detail_id, side, posting_event_id, taken_minor)
    select ${importId}, ${attempt}, detail_id, side, posting_event_id, rest
      from (select moved.detail_id, moved.side, moved.delta, moved.settled, echo.posting_event_id,
                   echo.expected_minor - echo.repeated_minor as rest,
                   sum(echo.expected_minor - echo.repeated_minor) over (partition by moved.detail_id, moved.side) as all_rest
              from (${stated(tried, writtenOff)}) moved ${awaited}
             where moved.delta < 0) repeated
     where settled or delta <= all_rest`);
  await database.query(sql`
    update source_echo echo set repeated_minor = echo.repeated_minor + taken.taken_minor, import_id = ${importId}
      from import_echo taken
     where ${staged(tried, 'taken')} and echo.posting_event_id = taken.posting_event_id
       and echo.billing_item_detail_id = taken.detail_id and echo.side = taken.side and echo.component = ''`);
};

/** What a source says that is news, once what it repeats is taken off. */
const news = (tried: ImportTry, effects: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select moved.*, moved.delta - coalesce(
           (select sum(taken_minor) from import_echo taken
             where ${staged(tried, 'taken')} and taken.detail_id = moved.detail_id and taken.side = moved.side), 0)::bigint as rest
    from (${stated(tried, effects)}) moved`;

/**
 * A source moves a balance by what it says now less what it said last, never to what it says. What goes takes its part of what the side is
 * carried at; what comes is worth what the rate of the day says. What would take a side below zero is left to a person.
 */
export const moveSides = async (
  database: Database,
  tried: ImportTry,
  postingEventId: string,
  rates: RawBuilder<unknown>,
): Promise<void> => {
  await database.query(sql`
    insert into receivable_movement
      (posting_event_id, billing_item_detail_id, side, component, kind, amount_minor, functional_minor)
    select ${postingEventId}, news.detail_id, news.side, '', 'SOURCE_STATED', news.rest,
           case when news.functional then news.rest
                when news.rest < 0 then at_ratio(news.rest, news.open_functional_minor, news.open_minor)
                else at_ratio(news.rest, rate.numerator, rate.denominator) end
      from (${news(tried, standing)}) news
      left join ${rates} on rate.entity = news.entity and rate.currency = news.currency
     where news.rest <> 0 and news.open_minor + news.rest >= 0`);
};

/** Keeps the source's last word on each side, and opens with nothing a side that it names first when the item is written off. */
export const keepStated = async (
  database: Database,
  tried: ImportTry,
  postingEventId: string,
): Promise<void> => {
  await database.query(sql`
    insert into receivable_side (billing_item_detail_id, side, component, opened_by_event_id, opening_minor, open_minor,
                                 opening_functional_minor, open_functional_minor, stated_minor)
    select detail_id, side, '', ${postingEventId}, 0, 0, 0, 0, 0
      from (${stated(tried, sql`import_row.effect in ('changed', 'closed', 'written-off')`)}) moved
     where not exists (select from receivable_side known
                        where known.billing_item_detail_id = moved.detail_id and known.side = moved.side
                          and known.component = '')`);
  await database.query(sql`
    update receivable_side known set stated_minor = stated.minor
      from import_row cross join lateral ${statedSides('import_row')}
     where ${staged(tried)} and not import_row.invalid and ${restated}
       and known.billing_item_detail_id = import_row.detail_id and known.side = stated.side and known.component = ''
       and known.stated_minor <> stated.minor`);
};

/** What a person must look at, as `kind`, `detail_id` and `amount_minor`; asked before the source's last word is kept. */
export const tasksFound = (tried: ImportTry): RawBuilder<unknown> => sql`
  select 'BELOW_ZERO' as kind, detail_id, -sum(rest) as amount_minor
    from (${news(tried, standing)}) news where rest < 0 and open_minor + rest < 0 group by detail_id
   union all
  select case when rest < 0 then 'LATE_CASH' else 'NEW_CHARGE' end, detail_id, abs(sum(rest))
    from (${news(tried, writtenOff)}) news
   where rest <> 0 and not (delta < 0 and rest > 0)
   group by detail_id, rest < 0`;
