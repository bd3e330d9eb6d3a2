import { describe, expect, it } from 'vitest';
import { amount } from '../receivable/money.fixture.ts';
import { watchedRoute } from '../submission/split-watch.ts';
import { exampleThresholds } from './approval-policy.fixture.ts';
import { type ApprovalPolicy, approvalRoute, strictest } from './approval-route.ts';

const policy = (given: Partial<ApprovalPolicy> = {}): ApprovalPolicy => ({
  entity: 'US01',
  version: 1,
  ...exampleThresholds,
  ...given,
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
  expect(approvalRoute(amount(total), [policy()])).toEqual(route);
});

it('lets the strictest entity of a packet decide', () => {
  const careful = policy({ entity: 'UK01', cfoFromMinor: 1_000_000n, mdAboveMinor: 9_000_000n });
  expect(approvalRoute(amount('10000.00'), [policy(), careful])).toEqual(four);
  expect(approvalRoute(amount('90000.01'), [policy(), careful])).toEqual(five);
});

it('asks the CFO too where an entity would want the MD alone', () => {
  expect(approvalRoute(amount('5.00'), [policy({ mdAboveMinor: 0n })])).toEqual(five);
});

it('takes the longer of two routes', () => {
  const short = approvalRoute(amount('1.00'), [policy()]);
  const long = approvalRoute(amount('60000.00'), [policy()]);
  expect(strictest(short, long)).toBe(long);
  expect(strictest(long, short)).toBe(long);
});

describe('splitting', () => {
  it('flags the second of two packets of 30,000.00 and sends it to the CFO', () => {
    expect(watchedRoute(amount('30000.00'), amount('60000.00'), [policy()])).toEqual({
      route: four,
      splitSum: amount('60000.00'),
    });
  });

  it('is not suspected while the sum stays on the same route', () => {
    expect(watchedRoute(amount('20000.00'), amount('49999.99'), [policy()])).toEqual({
      route: three,
      splitSum: null,
    });
    expect(watchedRoute(amount('60000.00'), amount('160000.00'), [policy()]).splitSum).toBeNull();
  });
});
