import { expect, it } from 'vitest';
import { type AppliedRecord, compareApplied } from './compare-applied.ts';

const [one, other] = [
  { doc: { id: '71' }, apply: true, amount: 10 },
  { doc: { id: '72' }, apply: true, amount: 20 },
];
const sent: AppliedRecord = {
  externalId: 'WO-1-E-2',
  tranDate: '2026-03-31',
  subsidiary: { id: '1' },
  currency: { id: '1' },
  customer: { id: '4471' },
  payment: 0,
  apply: { items: [one, other] },
  credit: { items: [{ doc: { id: 'eid:WO-1-E-1' }, apply: true, amount: 30 }] },
};
const standing = { credit: { items: [{ doc: { id: '98001' }, apply: true, amount: 30 }] } };
const compared = (changes: object) =>
  compareApplied({ ...sent, ...standing, id: '500001', ...changes }, sent);

it('is ours with its applications in any order, whatever else is listed and not applied', () => {
  const idle = { doc: { id: '73' }, apply: false, amount: 0 };
  expect(compared({ apply: { items: [other, idle, one] } })).toMatchObject({ kind: 'posted' });
});

it.each([
  [{ voided: true }, 'it was voided there'],
  [{ tranDate: '2026-04-01' }, 'date 2026-04-01, not 2026-03-31'],
  [{ subsidiary: { id: '2' } }, 'subsidiary 2, not 1'],
  [{ payment: 5 }, 'payment 5, not 0'],
  [{ credit: { items: [] } }, 'credits none, not 30 to a record'],
  [{ externalId: 'WO-2' }, 'key WO-2, not WO-1-E-2'],
  [{ currency: { id: '4' } }, 'currency 4, not 1'],
  [{ customer: { id: '1' } }, 'customer 1, not 4471'],
  [{ customer: undefined }, 'customer none, not 4471'],
  [{ item: { items: [{ item: { id: '801' }, amount: 30 }] } }, 'items 30 of 801, not none'],
  [{ apply: { items: [one] } }, 'applied 10 to 71, not 10 to 71, 20 to 72'],
])('is another record with %j', (changes, difference) => {
  expect(compared(changes)).toEqual({ kind: 'different', documentId: '500001', difference });
});

it('is a memo of another account of receivables than the one that was named', () => {
  const memo = { ...sent, account: { id: '119' } };
  const shown = (account: string) =>
    compareApplied({ ...memo, ...standing, id: '500001', account: { id: account } }, memo);
  expect(shown('119')).toMatchObject({ kind: 'posted' });
  expect(shown('120')).toMatchObject({ difference: 'account 120, not 119' });
  expect(compared({ account: { id: '101' } })).toMatchObject({ kind: 'posted' });
});

it('is ours where what was named by external ids is named by the ids of these', () => {
  const byKey = { ...sent, customer: { id: 'eid:B-1' } };
  const shown = { ...sent, ...standing, id: '500001', customer: { id: '4471' } };
  expect(compareApplied(shown, byKey)).toMatchObject({ kind: 'posted', documentId: '500001' });
  const ofNobody = { ...shown, customer: undefined };
  expect(compareApplied(ofNobody, byKey)).toMatchObject({ difference: 'customer none, not a record' });
});

it('is another record where one reference stands for another, though the next is named by an external id', () => {
  const byKey = { doc: { id: 'eid:INV-2' }, apply: true, amount: 20 };
  const mixed = { ...sent, apply: { items: [one, byKey] } };
  const shown = (...items: readonly (typeof one)[]) =>
    compareApplied({ ...sent, ...standing, id: '500001', apply: { items: [...items] } }, mixed);
  expect(shown(other, one)).toMatchObject({ kind: 'posted' });
  expect(shown({ ...one, doc: { id: '99' } }, other)).toMatchObject({
    difference: 'applied 10 to 99, 20 to a record, not 10 to 71, 20 to a record',
  });
  expect(shown(one, { ...other, amount: 15 })).toMatchObject({
    difference: 'applied 10 to 71, 15 to 72, not 10 to 71, 20 to a record',
  });
});

it('is another record where an invoice that is named by its id is applied to twice', () => {
  const byKey = { doc: { id: 'eid:INV-2' }, apply: true, amount: 10 };
  const mixed = { ...sent, apply: { items: [one, byKey] } };
  const shown = compareApplied(
    { ...sent, ...standing, id: '500001', apply: { items: [other, { ...one, doc: { id: '98' } }] } },
    mixed,
  );
  expect(shown).toMatchObject({
    difference: 'applied 10 to a record, 20 to 72, not 10 to 71, 10 to a record',
  });
});

it('lets a reference by an external id stand for one record, not for two', () => {
  const byKey = { doc: { id: 'eid:INV-2' }, apply: true, amount: 10 };
  const mixed = { ...sent, apply: { items: [byKey, one] } };
  const items = ['98', '99'].map((id) => ({ ...one, doc: { id } }));
  expect(compareApplied({ ...sent, ...standing, id: '500001', apply: { items } }, mixed)).toMatchObject({
    difference: 'applied 10 to 99, 10 to a record, not 10 to 71, 10 to a record',
  });
});
