import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll } from 'vitest';
import type { Database, MigrationClass } from '../database/database.ts';
import { notesDatabase } from './ledger-of-notes.fixture.ts';

/** A database of notes for one file of tests, awaited at its top and dropped at its end. */
export const notesInTest = async (
  poolSize?: number,
  more?: readonly MigrationClass[],
): Promise<{ readonly server: TestDatabase; readonly database: Database }> => {
  const server = await testDatabase('notes');
  afterAll(() => server.drop());
  const database = await notesDatabase(server, poolSize, more);
  // Hooks at the end run in the opposite order, so the database is closed before it is dropped.
  afterAll(() => database.close());
  return { server, database };
};
