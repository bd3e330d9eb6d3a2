import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { DeadLetter } from './dead-letters.ts';
import { saidPosition } from './skipped-sequence.ts';

/** What tells where a message stood among those of its key. */
type Placed = Pick<DeadLetter, 'key' | 'position' | 'value' | 'errorClass'>;

/** Whether an earlier message of the same key still waits for an operator. */
export const waitsBehindAnother = async (database: Database, letter: DeadLetter): Promise<boolean> => {
  const others = await database.query<Pick<DeadLetter, 'deadLetterId'>>(sql`
    select dead_letter_id as "deadLetterId" from dead_letter
     where consumer = ${letter.consumer} and topic = ${letter.topic} and part = ${letter.partition}
       and key = ${letter.key} and state = 'dead' and dead_letter_id <> ${letter.deadLetterId}
     order by first_at, dead_letter_id`);
  // One after another: together their messages may be more than a service should hold.
  for (const { deadLetterId } of others) {
    const [other] = await database.query<Placed>(sql`
      select key, position, value, error_class as "errorClass" from dead_letter
       where dead_letter_id = ${deadLetterId}`);
    if (other && isBefore(other, letter)) return true;
  }
  return false;
};

/**
 * By their sequences where both say theirs: copies of a message may come late. Else by their positions; a letter that was kept under the
 * id of its event, or beside another one of its position, has none that counts.
 */
const isBefore = (other: Placed, letter: Placed): boolean => {
  const [mine, others] = [saidPosition(letter)?.sequence, saidPosition(other)?.sequence];
  if (mine !== undefined && others !== undefined && mine !== others) return others < mine;
  return [other, letter].every(({ position }) => /^\d+$/.test(position))
    ? BigInt(other.position) < BigInt(letter.position)
    : false;
};
