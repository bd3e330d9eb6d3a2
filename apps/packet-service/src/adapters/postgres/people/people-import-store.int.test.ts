import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { peopleImportStoreSuite } from '../../../ports/people/people-import-store.suite.ts';
import { packetDatabaseUnderTest } from '../packet-database.fixture.ts';
import { everyPerson } from './live-person.ts';
import { postgresPeopleImportStore } from './people-import-store.ts';

let kept: Awaited<ReturnType<typeof packetDatabaseUnderTest>>;

beforeAll(async () => {
  kept = await packetDatabaseUnderTest();
});
afterAll(() => kept?.close());

peopleImportStoreSuite(() => {
  const { server, database, outbox, hire } = kept;
  return {
    imports: postgresPeopleImportStore(database, outbox, randomUUID),
    hire,
    personBehind: async (subject) =>
      (await everyPerson(database)).find(({ identities }) =>
        identities.some((one) => one.subject === subject),
      ),
    refusalsOf: async (id) => {
      const rows = await server.query<{ refusal: string }>(
        `select person_name || ' ' || action_cd || ' ' || reason as refusal from packet.refused_attempt
          where people_import_id = $1 order by attempted_dt`,
        [id],
      );
      return rows.map(({ refusal }) => refusal);
    },
  };
});
