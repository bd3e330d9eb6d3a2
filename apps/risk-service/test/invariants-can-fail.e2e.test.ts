import { messagingInvariants } from '@recoup/runtime/checks/invariants';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { brokenBy } from '@recoup/testkit/planted-violation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { riskInvariants } from '../src/adapters/postgres/invariants.ts';
import { daysAgo, type RiskInTest, startRisk } from './risk.fixture.ts';

let risk: RiskInTest;
beforeAll(async () => {
  risk = await startRisk();
  await risk.person('kim', 'CASE_OWNER');
  const { receivableId } = await risk.receivable({ dueDate: daysAgo(40) });
  const token = await risk.token('kim');
  await eventually(async () => {
    const cases = await risk.call.get('/v1/risk-cases', { query: { receivableId }, token });
    expect(bodyOf(cases).items).toHaveLength(1);
  });
});
afterAll(() => risk?.stop());

const planted: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'I14-owner': [
    [
      'alter table risk_case drop constraint risk_case_open_has_timer',
      'update risk_case set next_action_due_at = null',
    ],
    [`update risk_case set risk_owner_name = ' '`],
    [
      'drop index risk_case_one_open_per_invoice',
      `insert into risk_case select (jsonb_populate_record(risk_case,
         jsonb_build_object('risk_case_id', gen_random_uuid(), 'case_no', case_no + 1))).* from risk_case`,
    ],
  ],
  'I14-band': [[`update risk_case set risk_band = 'low'`]],
  'I24-sync': [
    ['update sync set scores_changed = scores_changed + 1'],
    [
      'alter table sync drop constraint sync_finished_has_all_shards',
      'update sync set shards = shards + 1',
      `insert into sync_shard (shard_id, sync_id, shard_no, first_account, last_account, receivables)
       select gen_random_uuid(), sync_id, 99, account, account, 1 from sync, gen_random_uuid() as account`,
    ],
  ],
};
const all = [...riskInvariants, ...messagingInvariants];
const broken = (statements: readonly string[]) => brokenBy(risk.database, 'risk', all, statements);

it('every promise about cases is broken on purpose here', () => {
  expect(Object.keys(planted)).toEqual(riskInvariants.map(({ id }) => id));
});

it('nothing is broken by a case as it is opened', async () => {
  expect(await broken([])).toEqual([]);
});

it.each(
  Object.entries(planted).flatMap(([id, ways]) => ways.map((statements, way) => ({ id, way, statements }))),
)('$id, and nothing else, shows when it is broken, way $way', async ({ id, statements }) => {
  expect(await broken(statements)).toEqual([id]);
});
