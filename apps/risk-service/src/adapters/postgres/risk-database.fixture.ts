import { randomUUID } from 'node:crypto';
import { openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { createOutbox, type Outbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { testDatabase } from '@recoup/testkit/test-database';
import { migrations } from '../../migrations/list.ts';

/** The service's schema on a database of its own, without the service: for the behaviour of what is kept there. */
export const riskDatabaseUnderTest = async () => {
  const server = await testDatabase('risk');
  const schema = { schema: 'risk', migrations };
  await migrate({ ...schema, url: server.ownerUrl('risk') });
  const database = await openDatabase({ ...schema, url: server.runtimeUrl('risk') });
  const written = createOutbox(database, '/recoup/risk-service', () => new Date());
  const cause = { actor: 'test', correlationId: randomUUID() };
  const outbox: Outbox = { ...written, append: (events) => causedBy(cause, () => written.append(events)) };
  return {
    server,
    database,
    outbox,
    close: async () => {
      await database.close();
      await server.drop();
    },
  };
};
