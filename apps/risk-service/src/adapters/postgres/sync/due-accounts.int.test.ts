import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountId } from '../../../domain/score/invoice.ts';
import type { DueAccounts } from '../../../ports/risk-store.ts';
import { postgresDueAccounts } from '../cases/owners.ts';
import { riskDatabaseUnderTest } from '../risk-database.fixture.ts';

let kept: Awaited<ReturnType<typeof riskDatabaseUnderTest>>;
let due: DueAccounts;

beforeAll(async () => {
  kept = await riskDatabaseUnderTest();
  due = postgresDueAccounts(kept.database);
});
afterAll(() => kept?.close());

const anAccount = () => randomUUID() as AccountId;

it('an account that is marked again stays due until the change behind the mark can be seen', async () => {
  const [account, other] = [anAccount(), anAccount()];
  await due.mark([account, other, account]);

  const takenMeanwhile = await kept.database.transaction(async () => {
    await due.mark([account]);
    return kept.database.outsideTransaction(() => due.take([account, other]));
  });

  expect(takenMeanwhile).toEqual([other]);
  expect(await due.next(10)).toEqual([account]);
  expect(await due.take([account, other])).toEqual([account]);
  expect(await due.next(10)).toEqual([]);
});
