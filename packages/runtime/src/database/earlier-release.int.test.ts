import { Migration } from '@mikro-orm/migrations';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from './migrate.ts';

class CreateNotes extends Migration {
  override up(): void {
    this.addSql('create table note (note_id uuid primary key)');
  }
}
class AddTurns extends Migration {
  override up(): void {
    this.addSql('alter table note add turn int');
  }
}
class CreateNoteSchema extends Migration {
  override up(): void {
    this.addSql('create table note (note_id uuid primary key, turn int)');
  }
}

let server: TestDatabase;
beforeAll(async () => {
  server = await testDatabase('notes');
});
afterAll(() => server.drop());

const migrateWith = (...migrations: readonly (typeof CreateNotes)[]) =>
  migrate({ url: server.ownerUrl('notes'), schema: 'notes', migrations });

it('refuses a schema that a release with other first migrations has built, and leaves it as it is', async () => {
  await migrateWith(CreateNotes, AddTurns);
  await expect(migrateWith(CreateNoteSchema)).rejects.toThrow(
    'The schema notes was built by an earlier release (its first migration is CreateNotes)',
  );
  expect(await server.query('select name from notes.schema_migration order by id')).toEqual([
    { name: 'CreateNotes' },
    { name: 'AddTurns' },
  ]);
});

it('goes on with a schema that it knows, also beside a newer release of it', async () => {
  await migrateWith(CreateNotes, AddTurns);
  await expect(migrateWith(CreateNotes)).resolves.toBeUndefined();
});
