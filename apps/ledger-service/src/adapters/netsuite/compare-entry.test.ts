import { describe, expect, it } from 'vitest';
import { compareEntry, type SentEntry } from './compare-entry.ts';

const debit = { account: { id: '612' }, debit: 1_000.1, department: { id: '5' } };
const credit = { account: { id: '119' }, credit: 1_000.1, entity: { id: '4471' } };
const sent: SentEntry = {
  externalId: 'WO-1',
  tranDate: '2026-03-31',
  subsidiary: { id: '1' },
  currency: { id: '1' },
  line: { items: [debit, credit] },
};
const stored = { ...sent, id: '98001' };
const lines = (...items: SentEntry['line']['items']) => ({ line: { items } });
const differenceOf = (changes: object) => {
  const compared = compareEntry({ ...stored, ...changes }, sent, 'USD');
  return compared.kind === 'different' ? compared.difference : undefined;
};

describe('what stands under our key', () => {
  it('is ours with its lines in any order', () => {
    expect(compareEntry({ ...stored, ...lines(credit, debit) }, sent, 'USD')).toEqual({
      kind: 'posted',
      documentId: '98001',
      tranId: null,
      postingPeriod: null,
    });
  });

  it.each([
    ['another subsidiary', { subsidiary: { id: '2' } }, 'subsidiary 2, not 1'],
    ['another currency', { currency: { id: '4' } }, 'currency 4, not 1'],
    ['another date', { tranDate: '2026-04-01' }, 'date 2026-04-01, not 2026-03-31'],
    ['another key', { externalId: 'WO-2' }, 'key WO-2, not WO-1'],
    ['a void', { void: true }, 'it was voided there'],
    ['a refused approval', { approvalStatus: { id: '3' } }, 'its approval was refused there'],
    [
      'another account',
      lines({ ...debit, account: { id: '615' } }, credit),
      '1 missing or different there: debit 1000.10 account 612 department 5; 1 not ours: debit 1000.10 account 615 department 5',
    ],
    [
      'another customer',
      lines(debit, { ...credit, entity: { id: '1' } }),
      '1 missing or different there: credit 1000.10 account 119 entity 4471; 1 not ours: credit 1000.10 account 119 entity 1',
    ],
    [
      'another department',
      lines({ ...debit, department: { id: '7' } }, credit),
      '1 missing or different there: debit 1000.10 account 612 department 5; 1 not ours: debit 1000.10 account 612 department 7',
    ],
    [
      'amounts whose sums are equal',
      lines({ ...debit, debit: 1_000 }, { ...debit, debit: 0.1 }, credit),
      '1 missing or different there: debit 1000.10 account 612 department 5; 2 not ours: debit 1000.00 account 612 department 5, debit 0.10 account 612 department 5',
    ],
    ['one line twice', lines(debit, credit, credit), '1 not ours: credit 1000.10 account 119 entity 4471'],
  ])('is another document with %s, and it says so', (_, changes, difference) => {
    expect(differenceOf(changes)).toBe(difference);
  });

  it('names whoever a reference by external id stood for, and nobody is somebody else', () => {
    const byKey = { ...sent, ...lines(debit, { ...credit, entity: { id: 'eid:B-1' } }) };
    const kindWith = (entity?: { id: string }) =>
      compareEntry({ ...stored, ...lines(debit, { ...credit, entity }) }, byKey, 'USD').kind;
    expect(kindWith({ id: '4471' })).toBe('posted');
    expect(kindWith({ id: 'eid:B-1' })).toBe('posted');
    expect(kindWith()).toBe('different');
  });

  it('has an effect only once it is approved, where approvals are asked for at all', () => {
    const kindWith = (changes: object) => compareEntry({ ...stored, ...changes }, sent, 'USD').kind;
    expect(kindWith({ approvalStatus: { id: '2' } })).toBe('posted');
    expect(kindWith({ approved: true })).toBe('posted');
    expect(kindWith({ approved: false })).toBe('awaiting-approval');
    expect(kindWith({ approvalStatus: { id: '1' } })).toBe('awaiting-approval');
    expect(kindWith({ approvalStatus: { id: '11' } })).toBe('awaiting-approval');
  });
});
