import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { daysAgo, type RiskInTest, startRisk } from './risk.fixture.ts';

let risk: RiskInTest;
beforeAll(async () => {
  risk = await startRisk();
  await risk.person('kim', 'CASE_OWNER');
});
afterAll(() => risk.stop());

it('a promise for a day that has passed, however long ago, is refused and records nothing', async () => {
  const token = await risk.token('kim');
  const { receivableId } = await risk.receivable({ dueDate: daysAgo(20) });
  const path = await eventually(async () => {
    const query = { receivableId };
    const [found] = bodyOf(await risk.call.get('/v1/risk-cases', { query, token })).items;
    if (!found) throw new Error('no case yet');
    return { riskCaseId: found.riskCaseId };
  });
  for (const date of [daysAgo(1), '1899-12-31']) {
    const commitment = { date, confidence: 'high' as const };
    const body = { action: 'Reach out and ask for a dated commitment', commitment };
    const answer = await risk.call.post('/v1/risk-cases/{riskCaseId}/actions', { path, token, body });
    expect(answer).toMatchObject({ status: 409, body: { code: 'COMMITMENT_IN_THE_PAST' } });
  }
  const after = bodyOf(await risk.call.get('/v1/risk-cases/{riskCaseId}', { path, token }));
  expect(after).toMatchObject({ actions: [], paymentCommitmentDate: null });
});
