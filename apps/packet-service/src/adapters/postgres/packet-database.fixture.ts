import { randomUUID } from 'node:crypto';
import { openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { createOutbox, type Outbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { testDatabase } from '@recoup/testkit/test-database';
import { seedRates } from '../../compose-seed.ts';
import { on } from '../../domain/people/person.fixture.ts';
import type { Person } from '../../domain/people/person.ts';
import type { ListedRate } from '../../domain/rates/rate-list.ts';
import { packetDatabase } from './packet-database.ts';
import { writePeople } from './people/person-writing.ts';

/** The service's schema on a database of its own, without the service: for the behaviour of what is kept there. */
export const packetDatabaseUnderTest = async () => {
  const server = await testDatabase('packet');
  await migrate({ ...packetDatabase, url: server.ownerUrl('packet') });
  const database = await openDatabase({ ...packetDatabase, url: server.runtimeUrl('packet') });
  const written = createOutbox(database, '/recoup/packet-service', () => new Date());
  const cause = { actor: 'service:packet-service', correlationId: randomUUID() };
  const outbox: Outbox = { ...written, append: (events) => causedBy(cause, () => written.append(events)) };
  return {
    server,
    database,
    outbox,
    hire: (person: Person) =>
      database.transaction(() =>
        writePeople({ database, outbox, newId: randomUUID }, [{ ...person, version: 1 }], {
          ...{ changeRequestId: null, at: new Date(), on: on('2020-01-01') },
        }),
      ),
    listRates: (rates: readonly ListedRate[]) =>
      causedBy(cause, () =>
        seedRates(rates, server.ownerUrl('packet'), '/recoup/packet-service', () => new Date()),
      ),
    /** The types of the messages about an aggregate, in order. */
    publishedOf: async (id: string): Promise<readonly string[]> => {
      const rows = await server.query<{ event_type: string }>(
        'select event_type from packet.outbox where aggregate_id = $1 order by id',
        [id],
      );
      return rows.map(({ event_type }) => event_type);
    },
    close: async () => {
      await database.close();
      await server.drop();
    },
  };
};
