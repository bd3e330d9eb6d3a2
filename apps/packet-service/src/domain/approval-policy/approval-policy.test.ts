import { addDays } from '@recoup/domain/calendar-date';
import { describe, expect, it } from 'vitest';
import { on } from '../people/person.fixture.ts';
import { usd } from '../receivable/money.fixture.ts';
import { exampleRules, rulesOf } from './approval-policy.fixture.ts';
import { type ApprovalStep, faultsOf, policyOn, refusePolicy } from './approval-policy.ts';

const faults = (steps: readonly ApprovalStep[]) => faultsOf({ ...exampleRules, steps }, usd);
const [agent, head, vp] = exampleRules.steps as readonly [ApprovalStep, ApprovalStep, ApprovalStep];

describe('the steps of a policy', () => {
  it.each([
    ['those of the matrix', exampleRules.steps],
    ['one that always asks the CFO', [agent, head, vp, { role: 'CFO' }, { role: 'MD', above: '0.00' }]],
    ['the same limit twice', [agent, head, vp, { role: 'CFO', from: '5' }, { role: 'MD', from: '5' }]],
  ] as const)('may be %s', (_what, steps) => {
    expect(faults(steps)).toEqual([]);
  });

  it.each([
    ['leave out a role', exampleRules.steps.slice(0, 4), { fault: 'other-roles' }],
    ['stand in another order', exampleRules.steps.toReversed(), { fault: 'other-roles' }],
    [
      'let a small packet pass a role',
      [agent, { ...head, from: '5.00' }, vp, ...exampleRules.steps.slice(3)],
      { fault: 'always-signs', role: 'DEPT_HEAD' },
    ],
    [
      'limit a role twice',
      [agent, head, vp, { role: 'CFO', from: '5.00', above: '6.00' }, { role: 'MD', above: '9.00' }],
      { fault: 'two-limits', role: 'CFO' },
    ],
    ['name no amount', rulesOf('many', '250000.00').steps, { fault: 'no-amount', role: 'CFO' }],
    ['name less than a cent', rulesOf('0.005', '250000.00').steps, { fault: 'no-amount', role: 'CFO' }],
    ['name an amount below zero', rulesOf('-1.00', '250000.00').steps, { fault: 'no-amount', role: 'CFO' }],
    [
      'ask the MD before the CFO',
      rulesOf('5.00', '4.98').steps,
      { fault: 'before-the-one-before', role: 'MD' },
    ],
    [
      'ask the MD for every packet and the CFO for some',
      [agent, head, vp, { role: 'CFO', from: '5.00' }, { role: 'MD' }],
      { fault: 'before-the-one-before', role: 'MD' },
    ],
  ] as const)('must not %s', (_what, steps, fault) => {
    expect(faults(steps)).toEqual([fault]);
  });
});

describe('a policy', () => {
  const today = on('2026-03-02');
  const decided = ['2026-02-01', '2026-05-01', '2026-04-01'].map((day, at) => ({
    ...exampleRules,
    ...{ entity: 'US01', version: at + 1, validFrom: on(day) },
  }));

  it('holds from its day on until one that was decided later holds', () => {
    const versionOn = (day: string) => policyOn(decided, on(day))?.version;
    const days = ['2026-01-31', '2026-02-01', '2026-03-31', '2026-04-01', '2026-05-01'];
    expect(days.map(versionOn)).toEqual([undefined, 1, 1, 3, 3]);
  });

  it.each([
    [0, { reason: 'too-early', first: '2026-03-03' }],
    [1, undefined],
    [366, undefined],
    [367, { reason: 'too-far-ahead', last: '2027-03-03' }],
  ])('that begins in %d days is refused: %j', (days, refusal) => {
    const answer = refusePolicy(decided, addDays(today, days), today);
    expect(answer.ok ? undefined : answer.refusal).toEqual(refusal);
  });

  it('begins on a day of its own', () => {
    expect(refusePolicy(decided, on('2026-04-01'), today)).toMatchObject({
      refusal: { reason: 'day-taken', taken: { version: 3 } },
    });
  });
});
