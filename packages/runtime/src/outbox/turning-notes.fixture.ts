import { randomUUID } from 'node:crypto';
import type { SeededRandom } from '@recoup/local/seeded-random';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { NoteTurnedV1 } from '../inbox/ledger-of-notes.fixture.ts';
import { causedBy } from '../process/cause.ts';
import { newEvent, type Outbox } from './outbox.ts';

export const cause = { actor: 'test', correlationId: 'test' };

/** Turns a note and tells it, as a business transaction that takes so long; one of more than 14 ms is given up at its end. */
export const turnNote = (database: Database, outbox: Outbox, noteId: string, slowMs = 0): Promise<void> =>
  causedBy(cause, () =>
    database.transaction(async () => {
      // Write something else first, as a business transaction does: it has its place before its event has one.
      await database.query(sql`insert into consumed (note_id, turn) values (${randomUUID()}, 0)`);
      const [note] = await database.query<{ turn: number }>(sql`
        insert into note (note_id, turn) values (${noteId}, 1)
        on conflict (note_id) do update set turn = note.turn + 1 returning turn`);
      await outbox.append([newEvent(NoteTurnedV1, noteId, { noteId, turn: note?.turn ?? 0 })]);
      if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
      if (slowMs > 14) throw new Error('given up');
    }),
  );

/** Many writers at once, each slow in its own measure, on few notes, so that they wait for each other. Resolves when all are done. */
export const writersAtWork = async (
  database: Database,
  outbox: Outbox,
  notes: readonly string[],
  writesOfEach: number,
  random: SeededRandom,
): Promise<void> => {
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let write = 0; write < writesOfEach; write += 1) {
        const note = notes[random.below(notes.length)] ?? '';
        await turnNote(database, outbox, note, random.below(16)).catch(() => undefined);
      }
    }),
  );
};
