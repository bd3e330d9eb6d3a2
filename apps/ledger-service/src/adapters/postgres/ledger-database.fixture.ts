import { openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { migrations } from '../../migrations/list.ts';
import { beginLedger } from './log/ledger-identity.ts';
import { withTestRegistry } from './registry/registry.fixture.ts';

/** One more connection to the schema of a test, of the service's role or of the owner of its tables. */
export const openLedgerDatabase = (server: TestDatabase, role: 'runtime' | 'owner' = 'runtime') =>
  openDatabase({
    url: role === 'owner' ? server.ownerUrl('ledger') : server.runtimeUrl('ledger'),
    schema: 'ledger',
    migrations,
  });

/** The service's schema on a database of its own, without the service, with the entities and sources of tests. */
export const ledgerDatabaseUnderTest = async () => {
  const server = await testDatabase('ledger');
  await migrate({ url: server.ownerUrl('ledger'), schema: 'ledger', migrations });
  const database = await openLedgerDatabase(server);
  await beginLedger(database, 'test');
  const owned = await openLedgerDatabase(server, 'owner');
  await withTestRegistry(owned);
  await owned.close();
  return { server, database };
};
