import { addDays } from '@recoup/domain/calendar-date';
import { describe, expect, it } from 'vitest';
import { aRecentSubmission } from '../packet/packet.fixture.ts';
import { on } from '../people/person.fixture.ts';
import { amount } from '../receivable/money.fixture.ts';
import { watchedRoute } from '../submission/split-watch.ts';
import { exampleRules, rulesOf } from './approval-policy.fixture.ts';
import type { ApprovalPolicy, ApprovalRules } from './approval-policy.ts';
import { approvalRoute, strictest } from './approval-route.ts';

const policy = (rules: ApprovalRules = exampleRules, entity = 'US01'): ApprovalPolicy => ({
  entity,
  version: 1,
  ...rules,
});
const totals = (commission: string, whole = commission) => ({
  COMMISSION: amount(commission),
  WHOLE_AMOUNT: amount(whole),
});

const three = ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'];
const four = [...three, 'CFO'];
const five = [...four, 'MD'];

it.each([
  ['0.00', three],
  ['49999.99', three],
  ['50000.00', four],
  ['250000.00', four],
  ['250000.01', five],
])('a commission of %s goes to %j', (total, route) => {
  expect(approvalRoute(totals(total, '9999999.99'), [policy()])).toEqual(route);
});

it('goes by all that is written off where a policy says so', () => {
  const whole = policy({ ...exampleRules, base: 'WHOLE_AMOUNT' });
  expect(approvalRoute(totals('0.00', '250000.00'), [whole])).toEqual(four);
  expect(approvalRoute(totals('0.00', '250000.01'), [whole])).toEqual(five);
});

it('lets the strictest entity of a packet decide', () => {
  const careful = policy(rulesOf('10000.00', '90000.00'), 'UK01');
  expect(approvalRoute(totals('10000.00'), [policy(), careful])).toEqual(four);
  expect(approvalRoute(totals('90000.01'), [policy(), careful])).toEqual(five);
});

it('takes the longer of two routes', () => {
  const short = approvalRoute(totals('1.00'), [policy()]);
  const long = approvalRoute(totals('60000.00'), [policy()]);
  expect(strictest(short, long)).toBe(long);
  expect(strictest(long, short)).toBe(long);
});

describe('splitting', () => {
  const today = on('2026-03-02');
  const watched = (own: string, recent: string, rules = exampleRules, daysAgo = 1) =>
    watchedRoute(
      totals(own),
      [aRecentSubmission(recent, { on: addDays(today, -daysAgo), whole: '99000.00' })],
      [policy(rules)],
      today,
    );

  it('flags the second of two packets of 30,000.00 and sends it to the CFO', () => {
    expect(watched('30000.00', '30000.00')).toEqual({ route: four, splitSum: amount('60000.00') });
  });

  it('is not suspected while the sum stays on the same route', () => {
    expect(watched('20000.00', '29999.99')).toEqual({ route: three, splitSum: null });
    expect(watched('60000.00', '100000.00').splitSum).toBeNull();
  });

  it('is suspected over the days of the policy, that of the submission included', () => {
    const splitSums = [29, 30].map((ago) => watched('30000.00', '30000.00', exampleRules, ago).splitSum);
    expect(splitSums).toEqual([amount('60000.00'), null]);
    const ofTwoMonths = { ...exampleRules, splitDays: 60 };
    expect(watched('30000.00', '30000.00', ofTwoMonths, 59).route).toEqual(four);
  });

  it('adds up what the policy goes by', () => {
    const whole = { ...exampleRules, base: 'WHOLE_AMOUNT' } as const;
    expect(watched('1000.00', '1.00', whole)).toEqual({ route: four, splitSum: amount('100000.00') });
  });

  it('takes the policy that asks for most, and the sum that it saw', () => {
    const months = policy({ ...rulesOf('10000.00', '50000.00'), splitDays: 90 }, 'UK01');
    const recent = [20, 80].map((ago) => aRecentSubmission('30000.00', { on: addDays(today, -ago) }));
    expect(watchedRoute(totals('1000.00'), recent, [policy(), months], today)).toEqual({
      route: five,
      splitSum: amount('61000.00'),
    });
  });
});
