import { randomUUID } from 'node:crypto';
import { type Database, migrate, openDatabase } from '@recoup/runtime/database/database';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountId } from '../../../domain/score/invoice.ts';
import { migrations } from '../../../migrations/list.ts';
import type { DueAccounts } from '../../../ports/risk-store.ts';
import { postgresDueAccounts } from '../cases/owners.ts';

let server: TestDatabase;
let database: Database;
let due: DueAccounts;

beforeAll(async () => {
  server = await testDatabase('risk');
  await migrate({ url: server.ownerUrl('risk'), schema: 'risk', migrations });
  database = await openDatabase({ url: server.runtimeUrl('risk'), schema: 'risk', migrations });
  due = postgresDueAccounts(database);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const anAccount = () => randomUUID() as AccountId;

it('an account that is marked again stays due until the change behind the mark can be seen', async () => {
  const [account, other] = [anAccount(), anAccount()];
  await due.mark([account, other, account]);

  const takenMeanwhile = await database.transaction(async () => {
    await due.mark([account]);
    return database.outsideTransaction(() => due.take([account, other]));
  });

  expect(takenMeanwhile).toEqual([other]);
  expect(await due.next(10)).toEqual([account]);
  expect(await due.take([account, other])).toEqual([account]);
  expect(await due.next(10)).toEqual([]);
});
