import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { createOutbox, type Outbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll } from 'vitest';
import { migrations } from '../migrations/list.ts';
import { deliveriesSuite, type Stand } from './deliveries.suite.ts';
import { postgresDeliveries } from './postgres-deliveries.ts';

const schema = { schema: 'notifier', migrations };
let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await testDatabase('notifier');
  await migrate({ ...schema, url: server.ownerUrl('notifier') });
  database = await openDatabase({ ...schema, url: server.runtimeUrl('notifier') });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const outbox = (): Outbox => {
  const written = createOutbox(database, '/recoup/notifier', () => new Date());
  const cause = { actor: 'test', correlationId: randomUUID() };
  return { ...written, append: (events) => causedBy(cause, () => written.append(events)) };
};

deliveriesSuite(async () => {
  await server.query('delete from notifier.delivery');
  return {
    deliveries: postgresDeliveries(database, outbox()),
    newId,
    person: async (address) => {
      const personId = newId();
      await server.query('insert into notifier.directory_person values ($1, 1, $2, $3, $4)', [
        personId,
        'Somebody',
        address ?? 'gone@example.com',
        address !== null,
      ]);
      return personId;
    },
    standOf: async (deliveryId) => {
      const [row] = await server.query<Stand>(
        'select state, attempts, resent, error, sent_with as "sentWith" from notifier.delivery where delivery_id = $1',
        [deliveryId],
      );
      return row;
    },
    publishedOf: async (deliveryId) => {
      const rows = await server.query<{ outcome: 'sent' | 'failed' }>(
        `select split_part(event_type, '.', 3) as outcome from notifier.outbox
          where convert_from(message, 'UTF8')::jsonb #>> '{data,deliveryId}' = $1 order by id`,
        [deliveryId],
      );
      return rows.map(({ outcome }) => outcome);
    },
  };
});
