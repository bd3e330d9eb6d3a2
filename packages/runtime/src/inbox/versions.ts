import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

/** Locks these aggregates and answers the last event of each that was taken in; 0 before the first. */
export const lockVersions = async (
  database: Database,
  consumer: string,
  topic: string,
  aggregates: readonly string[],
): Promise<Map<string, number>> => {
  await database.query(sql`
    insert into inbox_version (consumer, topic, aggregate_id, sequence)
    select ${consumer}, ${topic}, unnest(${aggregates}::uuid[]), 0 on conflict do nothing`);
  const rows = await database.query<{ aggregate_id: string; sequence: number }>(sql`
    select aggregate_id, sequence from inbox_version
     where consumer = ${consumer} and topic = ${topic} and aggregate_id = any (${aggregates}::uuid[])
     order by aggregate_id for update`);
  return new Map(rows.map((row) => [row.aggregate_id, row.sequence]));
};

export const storeVersions = async (
  database: Database,
  consumer: string,
  topic: string,
  versions: ReadonlyMap<string, number>,
): Promise<void> => {
  await database.query(sql`
    update inbox_version set sequence = reached.sequence
      from unnest(${[...versions.keys()]}::uuid[], ${[...versions.values()]}::int[]) as reached (aggregate_id, sequence)
     where inbox_version.consumer = ${consumer} and inbox_version.topic = ${topic}
       and inbox_version.aggregate_id = reached.aggregate_id and inbox_version.sequence < reached.sequence`);
};
