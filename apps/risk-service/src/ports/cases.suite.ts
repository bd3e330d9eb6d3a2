import { accepted, refused } from '@recoup/domain/result';
import { beforeEach, describe, expect, it } from 'vitest';
import { completeAction, missAction } from '../domain/case/act-on-case.ts';
import { kimAtWork } from '../domain/case/risk-case.fixture.ts';
import type { RiskCase, RiskCaseId } from '../domain/case/risk-case.ts';
import { day, usd } from '../domain/score/invoice.fixture.ts';
import type { Cases } from './cases.ts';

/** What cases under test must offer besides the port: a way to open one, and a look at what was published. */
export type CasesUnderTest = {
  readonly cases: Cases;
  /** Opens a medium case at an instant, whose action is due a day later. */
  readonly open: (at: Date) => Promise<RiskCaseId>;
  /** The types of the events that were published of a case since it was opened. */
  readonly publishedOf: (id: RiskCaseId) => Promise<readonly string[]>;
};

const fail = (why: string): never => {
  throw new Error(why);
};
const noon = new Date('2026-04-23T12:00:00Z');
const later = (hours: number) => new Date(noon.getTime() + hours * 3_600_000);
const today = day('2026-04-23');

/** The behaviour that use cases rely on, whatever keeps the cases. */
export const casesSuite = (underTest: () => CasesUnderTest): void => {
  const caseOf = async (id: RiskCaseId): Promise<RiskCase> => {
    let seen: RiskCase | undefined;
    await underTest().cases.change(
      id,
      (riskCase) => {
        seen = riskCase;
        return refused({ reason: 'only-looking' });
      },
      noon,
    );
    return seen ?? fail(`there is no case ${id}`);
  };
  const complete = (id: RiskCaseId, action: string, at = noon) =>
    underTest().cases.change(
      id,
      (riskCase) =>
        completeAction(riskCase, { action, by: kimAtWork, note: null, commitment: null }, today, at),
      at,
    );
  const dueActionOf = async (id: RiskCaseId) =>
    (await caseOf(id)).nextAction?.action ?? fail('nothing is due');
  const record = (at: Date, limit = 100) =>
    underTest().cases.changeLate((riskCase) => missAction(riskCase, at), at, limit);

  describe('one case', () => {
    it('is kept as it was decided', async () => {
      const id = await underTest().open(noon);
      const action = await dueActionOf(id);
      expect(await complete(id, action, later(3))).toMatchObject({ ok: true });
      const { nextAction, invoice } = await caseOf(id);
      expect(nextAction).toMatchObject({ dueAt: later(27), breached: false });
      expect(nextAction?.action).not.toBe(action);
      expect(invoice.promises.lastContactOn).toBe(today);
    });

    it('comes back with everything that was decided about it', async () => {
      const id = await underTest().open(noon);
      const before = await caseOf(id);
      const { invoice } = before;
      const decided: RiskCase = {
        ...before,
        invoice: {
          ...invoice,
          promises: { commitmentDate: day('2026-05-02'), brokenBefore: 2, lastContactOn: today },
        },
        band: 'critical',
        scoreBasisPoints: 8_750,
        owner: { personId: null, role: 'COLLECTIONS_LEAD', name: 'Lee Lead' },
        escalationLevel: 3,
        bandEnteredAt: later(1),
        ownerAssignedAt: later(2),
        paymentCommitmentConfidence: 'low',
        writeOffProposed: true,
        recommendation: { reason: 'Insolvent', since: later(3) },
        writeOff: { packetId: '01920000-0000-7000-8000-0000000000b1', amount: usd(123_456n) },
        recoveryStatus: 'WRITTEN_OFF_ROOT_CAUSE_DUE',
        nextAction: { action: 'Record the root cause', dueAt: later(120), breached: true },
        closedAt: null,
      };
      const keep = (riskCase: RiskCase) =>
        underTest().cases.change(id, () => accepted({ case: riskCase, events: [] }), later(4));
      await keep(decided);
      expect(await caseOf(id)).toEqual(decided);

      const recovered: RiskCase = {
        ...before,
        recoveryStatus: 'RECOVERED',
        nextAction: null,
        closedAt: later(5),
        recoveredAmount: before.atRisk,
      };
      await keep(recovered);
      expect(await caseOf(id)).toEqual(recovered);
    });

    it('stays as it was when the decision refuses', async () => {
      const id = await underTest().open(noon);
      const before = await caseOf(id);
      expect(await complete(id, 'Something else')).toEqual({
        ok: false,
        refusal: { reason: 'another-action-due' },
      });
      expect(await caseOf(id)).toEqual(before);
    });

    it('that does not exist is refused without a decision', async () => {
      const nobody = '01920000-0000-7000-8000-00000000dead' as RiskCaseId;
      const decide = () => fail('nothing is there to decide');
      expect(await underTest().cases.change(nobody, decide, noon)).toEqual({
        ok: false,
        refusal: { reason: 'no-such-case' },
      });
    });

    it('whose action two people complete at once is completed by one of them', async () => {
      const id = await underTest().open(noon);
      const action = await dueActionOf(id);
      const results = await Promise.all([complete(id, action), complete(id, action), complete(id, action)]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results.filter(({ ok }) => !ok)).toEqual([
        { ok: false, refusal: { reason: 'another-action-due' } },
        { ok: false, refusal: { reason: 'another-action-due' } },
      ]);
    });
  });

  describe('late cases', () => {
    // Whatever other tests left late is recorded first.
    beforeEach(async () => {
      await record(later(1_000));
    });

    it('are changed once, however often they are asked for', async () => {
      const [late, other] = [await underTest().open(noon), await underTest().open(noon)];
      const onTime = await underTest().open(later(1));
      expect(await record(later(24.5))).toBe(2);
      expect(await record(later(24.5))).toBe(0);
      expect([(await caseOf(late)).nextAction?.breached, (await caseOf(other)).nextAction?.breached]).toEqual(
        [true, true],
      );
      expect((await caseOf(onTime)).nextAction?.breached).toBe(false);
      expect(await underTest().publishedOf(late)).toEqual([
        'recoup.risk-case.sla-breached.v1',
        'recoup.risk-case.escalated.v1',
      ]);
    });

    it('are changed once by two that ask at the same instant', async () => {
      const ids = [await underTest().open(noon), await underTest().open(noon), await underTest().open(noon)];
      const counts = await Promise.all([record(later(25)), record(later(25))]);
      // Each may pass over those that the other holds.
      const left = await record(later(25));
      expect(counts.reduce((sum, count) => sum + count, left)).toBe(3);
      for (const id of ids) {
        expect(await underTest().publishedOf(id)).toHaveLength(2);
      }
    });

    it('come up to the limit, the longest due first', async () => {
      const [first, second] = [await underTest().open(noon), await underTest().open(later(1))];
      expect(await record(later(26), 1)).toBe(1);
      expect((await caseOf(first)).nextAction?.breached).toBe(true);
      expect((await caseOf(second)).nextAction?.breached).toBe(false);
      expect(await record(later(26), 1)).toBe(1);
      expect(await record(later(26), 1)).toBe(0);
    });
  });
};
