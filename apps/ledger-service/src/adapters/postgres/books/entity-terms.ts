import type { CalendarDate } from '@recoup/domain/calendar-date';
import { accepted, type Result, refused } from '@recoup/domain/result';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import { type AccountingPeriod, accountingDateFor } from '../../../domain/books/accounting-period.ts';
import type { EntityTerms, MissingTerms } from '../../../domain/books/entity-terms.ts';
import type { PostingPolicy } from '../../../domain/books/posting-policy.ts';
import { rateOn } from '../rates/fx-rates.ts';

/** By which policy, in which open period and at which rate entities post in a currency. */
export const readTerms = async (
  database: Queries,
  eventDates: ReadonlyMap<string, CalendarDate>,
  currency: string,
): Promise<Result<ReadonlyMap<string, EntityTerms>, MissingTerms>> => {
  const terms = new Map<string, EntityTerms>();
  for (const [entity, eventDate] of eventDates) {
    const own = await termsOfEntity(database, entity, eventDate, currency);
    if (!own.ok) return own;
    terms.set(entity, own.value);
  }
  return accepted(terms);
};

const termsOfEntity = async (
  database: Queries,
  entity: string,
  eventDate: CalendarDate,
  currency: string,
): Promise<Result<EntityTerms, MissingTerms>> => {
  const lacks = (reason: MissingTerms['reason']) => refused({ reason, entity });
  const [known] = await database.query<{ functionalCurrency: string }>(sql`
    select functional_currency as "functionalCurrency" from legal_entity where code = ${entity}`);
  if (!known) return lacks('entity-unknown');
  const accountingDate = accountingDateFor(eventDate, await periodsFrom(database, entity, eventDate));
  if (!accountingDate) return lacks('period-unknown');
  const policy = await policyOn(database, entity, accountingDate);
  if (!policy) return lacks('policy-missing');
  const { functionalCurrency } = known;
  const rate =
    functionalCurrency === currency ? null : await rateOn(database, currency, functionalCurrency, eventDate);
  if (rate === undefined) return lacks('rate-missing');
  return accepted({ entity, functionalCurrency, eventDate, accountingDate, policy, rate });
};

export const periodsFrom = (
  database: Queries,
  entity: string,
  eventDate: CalendarDate,
): Promise<readonly AccountingPeriod[]> =>
  database.query<AccountingPeriod>(sql`
    select month, state from accounting_period
     where entity = ${entity} and month >= ${eventDate.slice(0, 7)} order by month`);

const policyOn = async (
  database: Queries,
  entity: string,
  date: CalendarDate,
): Promise<PostingPolicy | undefined> => {
  const [found] = await database.query<{
    version: string;
    content: Omit<PostingPolicy, 'version'>;
  }>(sql`
    select version, content from policy_version
     where entity = ${entity} and kind = 'POSTING' and valid_from <= ${date}::date
     order by version::int desc limit 1`);
  return found && { ...found.content, version: found.version };
};
