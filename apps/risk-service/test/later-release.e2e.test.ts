import { ReceivableUpdatedV1 } from '@recoup/contracts/receivable.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { daysAgo, nothingOpen, type RiskInTest, startRisk } from './risk.fixture.ts';

let risk: RiskInTest;
beforeAll(async () => {
  risk = await startRisk();
  await risk.person('kim', 'CASE_OWNER');
});
afterAll(() => risk?.stop());

it('takes no item for paid that closes under a write-off status of a later release', async () => {
  const token = await risk.token('kim');
  const state = await risk.receivable({ dueDate: daysAgo(120) });
  const { receivableId } = state;
  const cases = async () =>
    bodyOf(await risk.call.get('/v1/risk-cases', { query: { receivableId }, token })).items;
  await eventually(async () => expect(await cases()).toHaveLength(1));
  const sold = { ...state, version: 2, open: nothingOpen, openItem: false, writeOffStatus: 'SOLD' };

  await risk.say(ReceivableUpdatedV1, receivableId, 2, sold);

  const copyOf = () =>
    risk.database.query(
      'select version, write_off_status, settled_on, written_off_minor from risk.receivable where receivable_id = $1',
      [receivableId],
    );
  await eventually(async () =>
    expect(await copyOf()).toEqual([
      { version: 2, write_off_status: 'SOLD', settled_on: null, written_off_minor: null },
    ]),
  );
  expect(await cases()).toMatchObject([{ recoveryStatus: 'OPEN' }]);
});
