import { Migration } from '@mikro-orm/migrations';
import { eventually } from '@recoup/testkit/eventually';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate } from './migrate.ts';

class CreateNotes extends Migration {
  override up(): void {
    this.addSql('create table note (text text not null)');
  }
}

class CountNotes extends Migration {
  override up(): void {
    this.addSql('select pg_sleep(0.3)');
    this.addSql("insert into note values ('counted')");
  }
}

class KeepLimits extends Migration {
  override up(): void {
    this.addSql(
      "insert into note select name || ' ' || setting from pg_settings where name = 'statement_timeout'",
    );
  }
}

class AddAuthor extends Migration {
  override up(): void {
    this.addSql('alter table note add author text');
  }
}

let server: TestDatabase;
beforeEach(async () => {
  server = await testDatabase('notes');
});
afterEach(() => server.drop());

const migrateWith = (...migrations: readonly (typeof CreateNotes)[]) =>
  migrate({ url: server.ownerUrl('notes'), schema: 'notes', migrations });
const notes = () => server.query('select text from notes.note');

it('runs each migration once when several processes start together', async () => {
  const together = () => migrateWith(CreateNotes, CountNotes);

  await Promise.all([together(), together(), together()]);

  expect(await notes()).toEqual([{ text: 'counted' }]);
});

it('lets a statement take as long as it takes', async () => {
  await migrateWith(CreateNotes, KeepLimits);
  expect(await notes()).toEqual([{ text: 'statement_timeout 0' }]);
});

it('steps back from a table that somebody holds, and tries again', async () => {
  await migrateWith(CreateNotes);
  const reader = new pg.Client({ connectionString: server.adminUrl });
  await reader.connect();
  await reader.query('begin');
  await reader.query('select from notes.note');
  const letGo = setTimeout(() => void reader.end(), 4_000);

  await migrateWith(CreateNotes, AddAuthor);

  clearTimeout(letGo);
  expect(await server.query('select author from notes.note')).toEqual([]);
});

it('ends as it would although the session that keeps its turn is lost', async () => {
  const migrating = migrateWith(CreateNotes, CountNotes);
  const lose = `select pg_terminate_backend(pid) as lost from pg_stat_activity where application_name = 'recoup-migrate-notes'`;
  await eventually(async () => expect(await server.query(lose)).toEqual([{ lost: true }]));

  await migrating.catch(() => migrateWith(CreateNotes, CountNotes));

  expect(await notes()).toEqual([{ text: 'counted' }]);
});
