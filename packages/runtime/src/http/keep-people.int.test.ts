import { randomUUID } from 'node:crypto';
import { Migration } from '@mikro-orm/migrations';
import { describe, expect, it } from 'vitest';
import { directoryTables } from '../database/tables/runtime-tables.ts';
import { keepNewerSuite } from '../inbox/keep-newer.suite.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { copiedDirectory, keepPeople, type PersonState } from './people-directory.ts';

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

  it('knows who is one human, and by which names an issuer has been called', async () => {
    const [kim, twin, other] = ['kim-1', 'kim-2', 'lee'].map((subject) => ({
      ...older,
      ...{ personId: randomUUID(), email: `${subject}@firm.example` },
      identities: [{ issuer: 'https://old.example', subject }],
    }));
    if (!kim || !twin || !other) throw new Error('three people are needed');
    await keepPeople(database, [
      { ...kim, humanId: kim.personId },
      { ...twin, humanId: kim.personId },
      { ...other, humanId: other.personId },
    ]);
    const directory = copiedDirectory(database);
    const oneWith = async ({ personId }: PersonState) =>
      (await directory.live(personId, '2026-03-02'))?.oneWith;
    expect([await oneWith(kim), await oneWith(twin), await oneWith(other)]).toEqual([
      [twin.personId],
      [kim.personId],
      [],
    ]);
    const names = ['https://new.example', 'https://old.example'];
    expect(await directory.find(names, 'kim-2', '2026-03-02')).toMatchObject({ personId: twin.personId });
    expect(await directory.find(['https://new.example'], 'kim-2', '2026-03-02')).toBeUndefined();
    await keepPeople(database, [{ ...twin, version: 4, humanId: twin.personId }]);
    expect(await oneWith(kim)).toEqual([]);
  });
});
