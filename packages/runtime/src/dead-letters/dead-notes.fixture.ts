import type { Database } from '../database/database.ts';
import { type DeadLetter, findDeadLetter, listDeadLetters } from './dead-letters.ts';

/** The dead letters of a note with their bytes, oldest first. */
export const deadLettersOf = async (database: Database, key: string): Promise<readonly DeadLetter[]> => {
  const listed = (await listDeadLetters(database, 'dead')).filter((letter) => letter.key === key);
  const whole = await Promise.all(listed.map(({ deadLetterId }) => findDeadLetter(database, deadLetterId)));
  return whole.filter((letter) => letter !== undefined);
};

export const oneDeadLetterOf = async (database: Database, key: string): Promise<DeadLetter> => {
  const [letter] = await deadLettersOf(database, key);
  if (!letter) throw new Error(`${key} has no dead letter`);
  return letter;
};
