import { expect, it } from 'vitest';
import { aCase, everyCase, kimAtWork } from '../domain/case/risk-case.fixture.ts';
import type { RiskCase } from '../domain/case/risk-case.ts';
import { day } from '../domain/score/invoice.fixture.ts';
import type { AccountId } from '../domain/score/invoice.ts';
import { memoryCases } from '../ports/memory-cases.fixture.ts';
import { completeDueAction } from './complete-action.ts';

const noon = new Date('2026-04-23T12:00:00Z');
const later = (hours: number) => new Date(noon.getTime() + hours * 3_600_000);

const deskWith = (riskCase: RiskCase, at: Date) => {
  const cases = memoryCases();
  cases.put(riskCase);
  const lookedAtAgain: AccountId[] = [];
  const complete = completeDueAction(
    { transaction: (work) => work() },
    cases,
    { mark: async (accounts) => void lookedAtAgain.push(...accounts) },
    () => day('2026-04-23'),
    () => at,
  );
  return { cases, complete, lookedAtAgain };
};
const done = (action: string, grants = kimAtWork.grants) => ({
  action,
  by: { ...kimAtWork, grants },
  note: null,
  commitment: null,
});

it('a completed action has the account looked at again, since a promise may change the band', async () => {
  const riskCase = aCase(20, noon);
  const { cases, complete, lookedAtAgain } = deskWith(riskCase, later(3));
  expect(await complete(riskCase.id, done(riskCase.nextAction?.action ?? ''))).toMatchObject({ ok: true });
  expect(lookedAtAgain).toEqual([riskCase.invoice.accountId]);
  expect(cases.eventsOf(riskCase.id).map(({ type }) => type)).toEqual(['action-completed']);
});

it('a refused one leaves case and account alone', async () => {
  const riskCase = aCase(20, noon);
  const { cases, complete, lookedAtAgain } = deskWith(riskCase, later(3));
  expect(await complete(riskCase.id, done('Something else'))).toEqual({
    ok: false,
    refusal: { reason: 'another-action-due' },
  });
  expect(lookedAtAgain).toEqual([]);
  expect(cases.eventsOf(riskCase.id)).toEqual([]);
});

it('nobody completes the action of a case that their roles do not cover when it is decided', async () => {
  const riskCase = aCase(20, noon);
  const { cases, complete, lookedAtAgain } = deskWith(riskCase, later(3));
  const action = riskCase.nextAction?.action ?? '';
  const here = { ...everyCase, entity: riskCase.invoice.entity };
  cases.put({ ...riskCase, invoice: { ...riskCase.invoice, entity: 'DE01' } });
  const auditor = { ...everyCase, role: 'AUDITOR' };
  for (const grants of [[here], [auditor], [here, auditor], []]) {
    expect(await complete(riskCase.id, done(action, grants))).toEqual({
      ok: false,
      refusal: { reason: 'not-covered' },
    });
  }
  expect(lookedAtAgain).toEqual([]);
  expect(cases.eventsOf(riskCase.id)).toEqual([]);
  const there = { ...here, role: 'COLLECTIONS_LEAD', entity: 'DE01' };
  expect(await complete(riskCase.id, done(action, [here, there]))).toMatchObject({ ok: true });
});
