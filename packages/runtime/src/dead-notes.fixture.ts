import { eventRecord } from '@recoup/testkit/event-record';
import type { Delivery } from './bus.ts';
import type { Database } from './database.ts';
import { type DeadLetter, findDeadLetter, listDeadLetters } from './dead-letters.ts';
import { NoteTurnedV1 } from './ledger-of-notes.fixture.ts';
import { type FactsSubscription, facts, on } from './subscription.ts';

let position = 0;

/** A turn of a note as a bus delivers it, each at the next position of one partition. */
export const turned = (noteId: string, turn: number, id?: string): Delivery => {
  position += 1;
  const record = eventRecord(NoteTurnedV1, noteId, turn, { noteId, turn }, id);
  return { ...record, partition: 0, position: String(position) };
};

export const listeningToNotes = (apply: (noteId: string, turn: number) => Promise<void>): FactsSubscription =>
  facts(NoteTurnedV1.topic, [on(NoteTurnedV1, ({ data }) => apply(data.noteId, data.turn))]);

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
