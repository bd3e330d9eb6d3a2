import type { Database } from '../database/database.ts';
import { cursorCodec } from '../http/cursor.ts';
import { type DeadLetter, findDeadLetter } from './dead-letters.ts';
import { deadLetterList, listDeadLetters } from './http/dead-letter-list.ts';

const cursors = cursorCodec('a secret of these tests');

/** A page of dead letters as the API asks for it. */
export const deadLetterPage = (database: Database, query: Readonly<Record<string, unknown>>) =>
  listDeadLetters(database, deadLetterList.ask(deadLetterList.query.parse(query), cursors));

/** Those of one key in one state, oldest first. */
export const deadLettersIn = async (database: Database, state: DeadLetter['state'], key: string) =>
  (await deadLetterPage(database, { state, key, limit: 500 })).items;

/** The dead letters of a note with their bytes, oldest first. */
export const deadLettersOf = async (database: Database, key: string): Promise<readonly DeadLetter[]> => {
  const listed = await deadLettersIn(database, 'dead', key);
  const whole = await Promise.all(listed.map(({ deadLetterId }) => findDeadLetter(database, deadLetterId)));
  return whole.filter((letter) => letter !== undefined);
};

export const oneDeadLetterOf = async (database: Database, key: string): Promise<DeadLetter> => {
  const [letter] = await deadLettersOf(database, key);
  if (!letter) throw new Error(`${key} has no dead letter`);
  return letter;
};
