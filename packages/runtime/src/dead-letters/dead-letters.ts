import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Delivery } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/queries.ts';
import { storableText } from '../database/storable-text.ts';
import { newId } from '../process/ids.ts';

export const deadLetterStates = ['dead', 'replayed', 'discarded'] as const;

/** A message that could not be taken in, kept with its original bytes until an operator replays or discards it. */
export type DeadLetter = {
  readonly deadLetterId: string;
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly position: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
  readonly errorClass: string;
  readonly error: string;
  readonly attempts: number;
  readonly state: (typeof deadLetterStates)[number];
  readonly firstAt: string;
  readonly lastAt: string;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
  readonly resolutionReason: string | null;
  /** How many later events of the same aggregate are parked until it is resolved. */
  readonly waiting: number;
};

export const keepDeadLetter = async (
  database: Queries,
  consumer: string,
  delivery: Delivery,
  failure: { readonly errorClass: string; readonly error: string },
): Promise<void> => {
  const { topic, partition, position, key, headers } = delivery;
  const value = delivery.value === null ? null : Buffer.from(delivery.value);
  const keepAt = (at: string) =>
    database.query(sql`
      insert into dead_letter
        (dead_letter_id, consumer, topic, part, position, key, headers, value, error_class, error)
      values (${newId()}, ${consumer}, ${topic}, ${partition}, ${at}, ${key}, ${JSON.stringify(headers)}::jsonb,
              ${value}, ${failure.errorClass}, ${failure.error})
      on conflict on constraint dead_letter_once do update
         set attempts = dead_letter.attempts + 1, last_at = now(),
             error_class = case dead_letter.state when 'dead' then excluded.error_class else dead_letter.error_class end,
             error = case dead_letter.state when 'dead' then excluded.error else dead_letter.error end
       where dead_letter.value is not distinct from excluded.value
      returning 1`);
  const kept = await keepAt(position);
  // Positions begin anew where topics were made again: another message lay at this one before.
  if (kept.length === 0) await keepAt(`${position} ${digestOf(value)}`);
};

const digestOf = (value: Buffer | null): string =>
  createHash('sha256')
    .update(value ?? '')
    .digest('hex')
    .slice(0, 16);

/** Of a letter, all but its bytes. */
export const letterColumns =
  sql.raw(`dead_letter_id as "deadLetterId", consumer, topic, part as "partition", position, key, headers,
  error_class as "errorClass", error, attempts, state, first_at as "firstAt", last_at as "lastAt",
  resolved_by as "resolvedBy", resolved_at as "resolvedAt", resolution_reason as "resolutionReason",
  case when state = 'dead' then coalesce(parked, 0) else 0 end as waiting`);

/** Counted once for all letters: a letter's key need not be an id, so it cannot be looked up as one. */
export const lettersWithWaiting = sql.raw(`dead_letter left join (
    select consumer, topic, aggregate_id::text as key, count(*)::int as parked from inbox_parked group by 1, 2, 3
  ) as behind using (consumer, topic, key)`);

export const findDeadLetter = async (database: Database, id: string): Promise<DeadLetter | undefined> => {
  const [found] = await database.query<DeadLetter>(sql`
    select ${letterColumns}, value from ${lettersWithWaiting} where dead_letter_id = ${id}`);
  return found;
};

/** What an operator does about a dead letter. A discard says why. */
export type Resolution = (
  | { readonly state: 'replayed'; readonly reason?: string }
  | { readonly state: 'discarded'; readonly reason: string }
) & {
  readonly operator: string;
  /** Records that another person has approved it, where two are needed; the database asks for that first. */
  readonly recordApproval?: () => Promise<void>;
};

/** Waits until nobody else is deciding about a dead letter; its state then. */
export const lockDeadLetter = async (
  database: Database,
  id: string,
): Promise<DeadLetter['state'] | undefined> => {
  const [locked] = await database.query<Pick<DeadLetter, 'state'>>(sql`
    select state from dead_letter where dead_letter_id = ${id} for update`);
  return locked?.state;
};

/** Records what an operator did about a dead letter. Answers false when somebody has resolved it before. */
export const resolveDeadLetter = async (
  database: Database,
  id: string,
  resolution: Resolution,
): Promise<boolean> => {
  await resolution.recordApproval?.();
  const resolved = await database.query(sql`
    update dead_letter
       set state = ${resolution.state}, resolved_by = ${resolution.operator}, resolved_at = now(),
           resolution_reason = ${resolution.reason ?? null}
     where dead_letter_id = ${id} and state = 'dead' returning dead_letter_id`);
  return resolved.length === 1;
};

export const describeFault = (error: unknown): string =>
  storableText(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
