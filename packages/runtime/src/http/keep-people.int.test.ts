import { randomUUID } from 'node:crypto';
import { Migration } from '@mikro-orm/migrations';
import { describe } from 'vitest';
import { directoryTables } from '../database/tables/runtime-tables.ts';
import { keepNewerSuite } from '../inbox/keep-newer.suite.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { keepPeople, type PersonState } from './people-directory.ts';

class AddPeople extends Migration {
  override up(): void {
    for (const statement of directoryTables) this.addSql(statement);
  }
}

const { database, server } = await notesInTest(2, [AddPeople]);

describe('the copy of people', () => {
  const older: PersonState = {
    personId: randomUUID(),
    version: 3,
    displayName: 'Kim',
    email: 'kim@firm.example',
    active: true,
    identities: [{ issuer: 'https://issuer.example', subject: 'kim' }],
    roles: [
      {
        role: 'OPERATOR',
        entity: null,
        department: null,
        clientId: null,
        validFrom: '2026-01-01',
        validUntil: null,
      },
    ],
  };
  keepNewerSuite(() => ({
    keep: (states: readonly PersonState[]) => keepPeople(database, states),
    older,
    newer: { ...older, version: 5, roles: [] },
    stored: async () => [
      await server.query('select xmin::text, * from notes.directory_person'),
      await server.query('select xmin::text, * from notes.directory_identity'),
      await server.query('select xmin::text, * from notes.directory_role'),
    ],
  }));
});
