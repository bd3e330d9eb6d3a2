import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { peopleImportsSuite } from '../../../ports/people/people-imports.suite.ts';
import { packetDatabaseUnderTest } from '../packet-database.fixture.ts';
import { everyPerson } from './live-person.ts';
import { postgresPeopleImports } from './people-imports.ts';

let kept: Awaited<ReturnType<typeof packetDatabaseUnderTest>>;

beforeAll(async () => {
  kept = await packetDatabaseUnderTest();
});
afterAll(() => kept?.close());

peopleImportsSuite(() => {
  const { server, database, outbox, hire } = kept;
  return {
    imports: postgresPeopleImports(database, outbox, randomUUID),
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
