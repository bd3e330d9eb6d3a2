import { isDeepStrictEqual } from 'node:util';
import { type EventContract, schemaOf } from '@recoup/contracts/envelope';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { currentCause } from '../../process/cause.ts';
import { newIdOfRow } from '../../process/new-id-of-row.ts';

/** Events that a statement makes, so that many of them never leave the database. */
export type SelectedEvents = {
  /** What they are, all on one topic. */
  readonly contracts: readonly [EventContract, ...EventContract[]];
  /** A statement that answers `subject`, `sequence`, `type` and `data`, which is json, with one row of a subject at most. */
  readonly from: RawBuilder<unknown>;
};

/** Of so many events of a type, one is read back and held against its contract; the first always is. */
const sampledEvery = 500;

type Sampled = { readonly id: string; readonly events: number };

/** Keeps selected events as `Outbox.append` keeps events. Answers how many there are. */
export const appendSelected =
  (database: Database, source: string, now: () => Date) =>
  async ({ contracts, from }: SelectedEvents): Promise<number> => {
    if (!database.inTransaction()) throw new Error('the outbox is written only inside a transaction');
    const { topic } = contracts[0];
    const cause = currentCause();
    const occurredAt = now().toISOString();
    const schemas = sql.join(contracts.map(({ type }) => sql`(${type}::text, ${schemaOf(type)}::text)`));
    const optional = Object.entries({ causationid: cause.causationId, businessdate: cause.businessDate })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => sql`${sql.lit(name)}, ${value}::text,`);
    const sampled = await database.query<Sampled>(sql`
      with kept as (
        insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
        select event_id, ${topic}, subject, sequence, contract.type, ${cause.actor}, ${occurredAt},
               convert_to(json_build_object(
                 'specversion', '1.0', 'id', event_id, 'source', ${source}::text, 'type', contract.type, 'subject', subject,
                 'time', ${occurredAt}::text, 'dataschema', dataschema, 'datacontenttype', 'application/json',
                 'partitionkey', subject, 'sequence', sequence, 'correlationid', ${cause.correlationId}::text,
                 ${sql.join(optional, sql` `)} 'actor', ${cause.actor}::text, 'data', data)::text, 'UTF8')
          from (select ${newIdOfRow()} as event_id, subject, sequence, type, data from (${from}) made) made
          left join (values ${schemas}) contract (type, dataschema) on contract.type = made.type
        returning id, event_type)
      select events, id
        from (select id, count(*) over ()::int as events, row_number() over (partition by event_type) as nth from kept) counted
       where nth % ${sampledEvery} = 1`);
    await holdAgainst(contracts, database, sampled);
    return sampled[0]?.events ?? 0;
  };

/** The messages stay in the database but for these few. */
const holdAgainst = async (
  contracts: readonly EventContract[],
  database: Database,
  sampled: readonly Sampled[],
): Promise<void> => {
  const samples = await database.query<{ type: string; data: object }>(sql`
    select event_type as type, convert_from(message, 'UTF8')::json -> 'data' as data
      from outbox where id = any (${sampled.map(({ id }) => id)}::bigint[])`);
  for (const { type, data } of samples) {
    const contract = contracts.find((one) => one.type === type);
    if (!isDeepStrictEqual(contract?.data.parse(data), data))
      throw new TypeError(`${type} as a statement makes it is not what its contract says`);
  }
};
