import { randomUUID } from 'node:crypto';
import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import {
  ReceivableClosedV1,
  ReceivableReopenedV1,
  type ReceivableState,
  ReceivableUpdatedV1,
  ReceivableWrittenOffV1,
} from '@recoup/contracts/receivable.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGrant, daysAgo, nothingOpen, type RiskInTest, startRisk } from './risk.fixture.ts';

/** A receivable that was paid in part, of which nobody told, before a packet wrote off what was left. */
const writtenOff = (state: ReceivableState, packetId: string): ReceivableState => ({
  ...{ ...state, version: 2, open: nothingOpen, openItem: false, packetId, writeOffStatus: 'WRITTEN_OFF' },
  writeOff: { packetId, amount: '17000.00', on: daysAgo(0) },
});

type Status = 'OPEN' | 'WRITTEN_OFF_ROOT_CAUSE_DUE' | 'RECOVERED';

describe('the risk service', () => {
  let risk: RiskInTest;
  let kim: string;
  let token: string;

  beforeAll(async () => {
    risk = await startRisk();
    kim = await risk.person('kim', 'CASE_OWNER');
    await risk.person('lee', 'COLLECTIONS_LEAD');
    await risk.person('ann', 'CLIENT_ACCOUNTING');
    token = await risk.token('kim');
    await eventually(async () => expect((await risk.call.get('/v1/scorecards', { token })).status).toBe(200));
  });
  afterAll(() => risk.stop());

  const score = (receivableId: string) =>
    risk.call.get('/v1/scores/{receivableId}', { path: { receivableId }, token });
  const full = async (riskCaseId: string) =>
    bodyOf(await risk.call.get('/v1/risk-cases/{riskCaseId}', { path: { riskCaseId }, token }));
  const act = (riskCaseId: string, body: object, call: { token?: string; key?: string } = {}) =>
    risk.call.post('/v1/risk-cases/{riskCaseId}/actions', { path: { riskCaseId }, token, body, ...call });
  const caseOf = (receivableId: string, status: Status = 'OPEN') =>
    eventually(async () => {
      const query = { receivableId, status: [status] };
      const [found, ...others] = bodyOf(await risk.call.get('/v1/risk-cases', { query, token })).items;
      if (!found || others.length > 0) throw new Error(`not one case of ${receivableId}`);
      return found;
    });

  it('opens a case with owner and timer when an invoice leaves the low band', async () => {
    const { receivableId } = await risk.receivable({ dueDate: daysAgo(40) });
    const riskCase = await caseOf(receivableId);
    expect(riskCase).toMatchObject({
      riskBand: 'high',
      escalationLevel: 2,
      overdueDays: 40,
      invoiceAgeDays: 200,
      outstandingAmount: { amount: '18000.00', currency: 'USD' },
      riskOwnerName: 'kim',
      riskOwnerPersonId: kim,
      nextAction: 'Escalate across functions with the evidence package',
      recoveryStatus: 'OPEN',
    });
    const entered = Date.parse(riskCase.bandEnteredAt);
    expect(Date.parse(riskCase.nextActionDueAt ?? '') - entered).toBe(8 * 3_600_000);
    expect(await risk.eventsOf(riskCase.riskCaseId)).toEqual(['opened', 'owner-assigned']);
  });

  it('says of a case whose debt it is, when it was issued and due, what is disputed and how high it scores', async () => {
    const { receivableId, account } = await risk.receivable({
      invoiceDate: daysAgo(75),
      dueDate: daysAgo(45),
      dispute: { open: true, reason: 'Price differs from the order' },
    });
    expect(await caseOf(receivableId)).toMatchObject({
      accountId: account.accountId,
      invoiceIssueDate: daysAgo(75),
      invoiceDueDate: daysAgo(45),
      disputeOpenFlag: true,
      disputeReasonCode: 'Price differs from the order',
      writeoffRiskScore: 60,
    });
    const undisputed = await risk.receivable({ dueDate: daysAgo(45) });
    expect(await caseOf(undisputed.receivableId)).toMatchObject({
      disputeOpenFlag: false,
      writeoffRiskScore: 50,
    });
  });

  it('does everything once when an event comes twice', async () => {
    const { receivableId } = await risk.receivable({ dueDate: daysAgo(20) });
    const riskCase = await caseOf(receivableId);
    await risk.sayAgain();
    await risk.receivable();
    await eventually(async () => {
      const rows = await risk.database.query(`select 1 from bus.event e join bus.position p
        on p.topic = e.topic and p.part = e.part and e.seq > p.seq where p.grp = 'risk-service'`);
      expect(rows).toEqual([]);
    });
    expect(await risk.eventsOf(riskCase.riskCaseId)).toEqual(['opened', 'owner-assigned']);
  });

  it('gives the reasons of a score, and a reminder with an owner to an overdue low item', async () => {
    const { receivableId } = await risk.receivable({ dueDate: daysAgo(5) });
    const body = await eventually(async () => {
      const answer = await score(receivableId);
      expect(answer.status).toBe(200);
      return bodyOf(answer);
    });
    expect(body).toMatchObject({
      score: 15,
      band: 'low',
      overdueDays: 5,
      cardVersion: 'v1',
      reminder: { ownerName: 'kim', ownerPersonId: kim },
      history: [{ score: 15, band: 'low' }],
    });
    expect(body.reasons[0]).toEqual({
      signal: 'overdue-days',
      unit: 'days',
      value: 5,
      points: 15,
      threshold: 1,
      text: '5 days overdue (15 points)',
    });
  });

  it('looks again at the other items of an account when one of them changes', async () => {
    const account = { accountId: randomUUID(), number: 'B-9', name: 'Borealis' };
    const first = await risk.receivable({ account, dueDate: daysAgo(12) });
    const others = [1, 2, 3].map((number) => ({
      account,
      dueDate: daysAgo(3),
      invoiceNumber: `O-${number}`,
    }));
    for (const other of others) await risk.receivable(other);
    await eventually(async () => {
      expect(bodyOf(await score(first.receivableId)).history[0]).toMatchObject({ score: 21 });
    });
  });

  it('keeps the newest state whatever order events arrive in', async () => {
    const state = await risk.receivable({ dueDate: daysAgo(40), version: 2 });
    await caseOf(state.receivableId);
    await risk.say(ReceivableUpdatedV1, state.receivableId, 1, { ...state, version: 1, dueDate: daysAgo(0) });
    const marker = await risk.receivable({ dueDate: daysAgo(40) });
    await caseOf(marker.receivableId);
    expect(await caseOf(state.receivableId)).toMatchObject({ riskBand: 'high' });
  });

  it('records an action that was done, with its promise, and sets the next', async () => {
    const { receivableId } = await risk.receivable({ dueDate: daysAgo(20) });
    const id = (await caseOf(receivableId)).riskCaseId;
    const body = {
      action: 'Reach out and ask for a dated commitment',
      note: 'Spoke to Ms Rey',
      commitment: { date: daysAgo(-7), confidence: 'high' },
    };
    const done = await act(id, body, { key: 'done-once-1' });
    expect(done).toMatchObject({
      status: 200,
      body: {
        nextAction: 'Confirm the owed amount and the state of disputes',
        paymentCommitmentDate: daysAgo(-7),
        paymentCommitmentConfidence: 'high',
      },
    });
    const repeated = await act(id, body, { key: 'done-once-1' });
    expect(repeated.body).toEqual(done.body);
    const again = await act(id, body);
    expect(again).toMatchObject({ status: 409, body: { code: 'ANOTHER_ACTION_DUE' } });
    expect(await full(id)).toMatchObject({
      actions: [{ completedBy: 'kim', note: 'Spoke to Ms Rey', commitmentDate: daysAgo(-7) }],
      owners: [{ name: 'kim', role: 'CASE_OWNER', latencyMs: 0 }],
      breaches: [],
    });
  });

  it('lets only case owners and leads act, and shows people what is in their scope', async () => {
    const { receivableId } = await risk.receivable({ dueDate: daysAgo(20), entity: 'DE01' });
    const id = (await caseOf(receivableId)).riskCaseId;
    const body = { action: 'Reach out and ask for a dated commitment' };
    const asAnn = await act(id, body, { token: await risk.token('ann') });
    expect(asAnn).toMatchObject({ status: 403, body: { code: 'ROLE_REQUIRED' } });
    await risk.person('uma', null, { roles: [aGrant('CASE_OWNER', { entity: 'US01', department: 'Film' })] });
    const elsewhere = await risk.token('uma');
    const one = { path: { riskCaseId: id }, token: elsewhere };
    await eventually(async () =>
      expect((await risk.call.get('/v1/risk-cases/{riskCaseId}', one)).status).toBe(404),
    );
    expect((await act(id, body, { token: elsewhere })).status).toBe(404);
    const listOf = async (whose: string) =>
      bodyOf(await risk.call.get('/v1/risk-cases', { query: { receivableId }, token: whose })).items;
    expect(await listOf(token)).toMatchObject([{ riskCaseId: id }]);
    expect(await listOf(elsewhere)).toEqual([]);
  });

  it('records a missed window once and escalates one level', async () => {
    const { receivableId } = await risk.receivable({ dueDate: daysAgo(20) });
    const id = (await caseOf(receivableId)).riskCaseId;
    await risk.database.query(
      `update risk.risk_case set next_action_due_at = now() - interval '1 hour' where risk_case_id = $1`,
      [id],
    );
    await eventually(async () =>
      expect(await risk.eventsOf(id)).toEqual(['opened', 'owner-assigned', 'sla-breached', 'escalated']),
    );
    const query = { breached: 'true', receivableId } as const;
    const { items } = bodyOf(await risk.call.get('/v1/risk-cases', { query, token }));
    expect(items[0]).toMatchObject({ escalationLevel: 2, nextActionBreached: true });
  });

  it('recommends a write-off, takes it back for a dispute, and closes the case when cash came', async () => {
    const state = await risk.receivable({ dueDate: daysAgo(120) });
    const id = (await caseOf(state.receivableId)).riskCaseId;
    expect(await risk.eventsOf(id)).toEqual(['opened', 'owner-assigned', 'write-off-recommended']);
    const disputed = { ...state, version: 2, dispute: { open: true, reason: 'PRICE' } };
    await risk.say(ReceivableUpdatedV1, state.receivableId, 2, disputed);
    await eventually(async () => expect(await risk.eventsOf(id)).toContain('recommendation-withdrawn'));
    const settled = { on: daysAgo(0), by: 'source' };
    const paid = { ...disputed, version: 3, open: nothingOpen, openItem: false, settled };
    await risk.say(ReceivableClosedV1, state.receivableId, 3, paid);
    expect(await caseOf(state.receivableId, 'RECOVERED')).toMatchObject({
      recoveredAmount: { amount: '18000.00', currency: 'USD' },
      nextAction: null,
    });
    expect((await score(state.receivableId)).status).toBe(404);
  });

  it('lets a written-off case wait for its root cause and works it again after the recovery', async () => {
    const packetId = randomUUID();
    const state = await risk.receivable({ dueDate: daysAgo(120) });
    const id = (await caseOf(state.receivableId)).riskCaseId;
    await risk.say(ReceivableWrittenOffV1, state.receivableId, 2, writtenOff(state, packetId));
    expect(await caseOf(state.receivableId, 'WRITTEN_OFF_ROOT_CAUSE_DUE')).toMatchObject({
      riskCaseId: id,
      writeoffAmount: { amount: '17000.00', currency: 'USD' },
      writeoffPacketId: packetId,
      nextAction: 'Record the root cause and the prevention owner',
      writeOffRecommended: null,
    });
    const reopened = { ...state, version: 3, writeOffStatus: 'RECOVERED', packetId };
    await risk.say(ReceivableReopenedV1, state.receivableId, 3, reopened);
    expect(await caseOf(state.receivableId)).toMatchObject({ riskCaseId: id, riskBand: 'critical' });
  });

  it('opens a case for a written-off receivable that never had one', async () => {
    const state = await risk.receivable({ dueDate: daysAgo(5) });
    await risk.say(ReceivableWrittenOffV1, state.receivableId, 2, writtenOff(state, randomUUID()));
    expect(await caseOf(state.receivableId, 'WRITTEN_OFF_ROOT_CAUSE_DUE')).toMatchObject({
      riskOwnerName: 'kim',
    });
  });

  it('gives the cases of somebody who left to somebody else', async () => {
    const zoe = await risk.person('zoe', null, {
      roles: [aGrant('CASE_OWNER', { entity: 'FR01' })],
    });
    const nobodyElse = await risk.receivable({ dueDate: daysAgo(20), entity: 'FR01' });
    const id = (await caseOf(nobodyElse.receivableId)).riskCaseId;
    const left = (await full(id)).riskOwnerPersonId === zoe ? 'zoe' : 'kim';
    await risk.say(PersonChangedV1, left === 'zoe' ? zoe : kim, 2, {
      personId: left === 'zoe' ? zoe : kim,
      version: 2,
      displayName: left,
      email: `${left}@example.com`,
      active: true,
      identities: [],
      roles: [],
    });
    token = await risk.token('lee');
    await eventually(async () => {
      expect((await full(id)).riskOwnerName).toBe(left === 'zoe' ? 'kim' : 'zoe');
    });
    expect((await risk.eventsOf(id)).at(-1)).toBe('owner-assigned');
  });

  it.each(['-score', 'nextActionDueAt', '-nextActionDueAt,score'])(
    'walks the work list by %s page by page without missing a case',
    async (sort) => {
      const seen: string[] = [];
      for (let after: string | undefined, pages = 0; pages < 50; pages += 1) {
        const query = { limit: 2, sort, after };
        const { items, page } = bodyOf(await risk.call.get('/v1/risk-cases', { query, token }));
        seen.push(...items.map(({ riskCaseId }) => riskCaseId));
        if (page.next === null) break;
        after = page.next;
      }
      const [{ open = 0 } = {}] = await risk.database.query<{ open: number }>(
        `select count(*)::int as open from risk.risk_case where closed_at is null`,
      );
      expect([new Set(seen).size, seen.length]).toEqual([open, open]);
      const madeUp = { query: { after: 'made-up' }, token };
      expect(await risk.call.get('/v1/risk-cases', madeUp)).toMatchObject({ status: 400 });
      expect(await risk.call('GET', '/v1/risk-cases?colour=red', { token })).toMatchObject({ status: 400 });
    },
  );
});
