import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Outcome } from './outcome.ts';

/** Which of these events, by id, this consumer has consumed before; another member may consume more meanwhile. */
export const knownAmong = async (
  database: Database,
  consumer: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await database.query<{ event_id: string }>(sql`
    select event_id from inbox where consumer = ${consumer} and event_id = any (${arrayOf(ids)}::uuid[])`);
  return new Set(rows.map((row) => row.event_id));
};

/** Keeps the ids, with what became of their events unless that is said later; those that were not known before. */
export const remember = async (
  database: Database,
  consumer: string,
  ids: readonly string[],
  outcome: Outcome = 'applied',
): Promise<Set<string>> => {
  const fresh = await database.query<{ event_id: string }>(sql`
    insert into inbox (consumer, event_id, outcome)
    select ${consumer}, unnest(${arrayOf(ids)}::uuid[]), ${outcome}
    on conflict do nothing returning event_id`);
  return new Set(fresh.map((row) => row.event_id));
};

/** Whether an event had its effect, or needs none here. */
export const wasTakenIn = async (database: Database, consumer: string, id: string): Promise<boolean> => {
  const rows = await database.query(sql`
    select from inbox
     where consumer = ${consumer} and event_id = ${id} and outcome in ('applied', 'ignored')`);
  return rows.length > 0;
};

export const storeOutcomes = async (
  database: Database,
  consumer: string,
  outcomes: readonly (readonly [id: string, outcome: Outcome])[],
): Promise<void> => {
  if (outcomes.length === 0) return;
  await database.query(sql`
    update inbox set outcome = known.outcome
      from unnest(${outcomes.map(([id]) => id)}::uuid[], ${outcomes.map(([, outcome]) => outcome)}::text[])
           as known (event_id, outcome)
     where inbox.consumer = ${consumer} and inbox.event_id = known.event_id`);
};

/** Ids as PostgreSQL writes an array of them: they were read as UUIDs, and need no escaping one by one. */
const arrayOf = (ids: readonly string[]): string => `{${ids.join(',')}}`;
