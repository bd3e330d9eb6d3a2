import { openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { migrations } from '../../migrations/list.ts';
import { beginLedger } from './log/ledger-identity.ts';
import { withTestRegistry } from './registry/registry.fixture.ts';

/** One more connection of the service's role to the schema of a test. */
export const openLedgerDatabase = (server: TestDatabase) =>
  openDatabase({ url: server.runtimeUrl('ledger'), schema: 'ledger', migrations });

/** The service's schema on a database of its own, without the service, with the entities and sources of tests. */
export const ledgerDatabaseUnderTest = async () => {
  const server = await testDatabase('ledger');
  await migrate({ url: server.ownerUrl('ledger'), schema: 'ledger', migrations });
  const database = await openLedgerDatabase(server);
  await beginLedger(database, 'test');
  const owned = await openDatabase({ url: server.ownerUrl('ledger'), schema: 'ledger', migrations });
  await withTestRegistry(owned);
  await owned.close();
  return { server, database };
};
