import { Migration } from '@mikro-orm/migrations';
import { contract } from '@recoup/contracts/envelope';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import * as z from 'zod';
import type { Delivery } from '../bus/bus.ts';
import { changeRequestTables } from '../change-requests/tables/change-request-tables.ts';
import { type Database, type MigrationClass, openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import {
  beginningTable,
  directoryTables,
  resendTables,
  runtimeTables,
} from '../database/tables/runtime-tables.ts';
import { deadLetterRequests, fourEyesTables } from '../dead-letters/four-eyes-tables.ts';
import { decode, type Received } from './decode.ts';

/** The smallest service there is: notes that may be written and consumed. */
class CreateNotes extends Migration {
  override up(): void {
    for (const statement of [...runtimeTables('notes'), beginningTable, ...resendTables])
      this.addSql(statement);
    this.addSql('create table note (note_id uuid not null primary key, turn int not null)');
    this.addSql(
      'create table consumed (ordinal bigint generated always as identity, note_id uuid not null, turn int not null)',
    );
  }
}

/** For notes whose dead letters take two persons. */
export class FourEyes extends Migration {
  override up(): void {
    for (const statement of [
      ...directoryTables,
      ...changeRequestTables('notes', 'directory_person', [deadLetterRequests]),
      ...fourEyesTables('notes'),
    ])
      this.addSql(statement);
  }
}

export const NoteTurnedV1 = contract(
  'recoup.note.turned.v1',
  'recoup.notes.v1',
  z.object({ noteId: z.uuid(), turn: z.int() }),
);
export const notesCatalogue = new Map([[NoteTurnedV1.type, NoteTurnedV1]]);

/** A database with the tables of notes, migrated as its owner and opened as its runtime role. */
export const notesDatabase = async (
  server: TestDatabase,
  poolSize = 10,
  more: readonly MigrationClass[] = [],
): Promise<Database> => {
  const options = { schema: 'notes', migrations: [CreateNotes, ...more] };
  await migrate({ ...options, url: server.ownerUrl('notes') });
  return openDatabase({ ...options, url: server.runtimeUrl('notes'), poolSize });
};

export const consumedTurns = async (database: Database, noteId: string): Promise<readonly number[]> => {
  const rows = await database.query<{ turn: number }>(sql`
    select turn from consumed where note_id = ${noteId} order by ordinal`);
  return rows.map((row) => row.turn);
};

export const consume = async (database: Database, noteId: string, turn: number): Promise<void> => {
  await database.query(sql`insert into consumed (note_id, turn) values (${noteId}, ${turn})`);
};

/** A message that was read, as the inbox gets it. */
export const read = (delivery: Delivery): Received => {
  const { event, refusal } = decode(delivery, notesCatalogue);
  if (!event) throw new Error(refusal.error);
  return { delivery, event };
};
