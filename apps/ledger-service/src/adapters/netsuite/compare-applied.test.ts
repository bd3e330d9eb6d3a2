import { expect, it } from 'vitest';
import { type AppliedRecord, compareApplied } from './compare-applied.ts';

const [one, other] = [
  { doc: { id: '71' }, apply: true, amount: 10 },
  { doc: { id: '72' }, apply: true, amount: 20 },
];
const sent: AppliedRecord = {
  externalId: 'WO-1-E-2',
  currency: { id: '1' },
  customer: { id: '4471' },
  apply: { items: [one, other] },
};
const compared = (changes: object) => compareApplied({ ...sent, id: '500001', ...changes }, sent);

it('is ours with its applications in any order, whatever else is listed and not applied', () => {
  const idle = { doc: { id: '73' }, apply: false, amount: 0 };
  expect(compared({ apply: { items: [other, idle, one] } })).toMatchObject({ kind: 'posted' });
});

it.each([
  [{ externalId: 'WO-2' }, 'key WO-2, not WO-1-E-2'],
  [{ currency: { id: '4' } }, 'currency 4, not 1'],
  [{ customer: { id: '1' } }, 'customer 1, not 4471'],
  [{ apply: { items: [one] } }, 'applied 10 to 71, not 10 to 71, 20 to 72'],
])('is another record with %j', (changes, difference) => {
  expect(compared(changes)).toEqual({ kind: 'different', documentId: '500001', difference });
});
