import { noSides, type SideAmounts } from '@recoup/domain/sides';
import { describe, expect, it } from 'vitest';
import { balances, mirrored, writeOffJournals } from './journal.ts';
import { type ApprovedLine, decideWriteOff, type LockedReceivable } from './write-off.ts';

const line = (receivableId: string, approved: Partial<SideAmounts>): ApprovedLine => ({
  receivableId,
  invoiceNumber: `INV-${receivableId}`,
  approved: { ...noSides, ...approved },
});
const receivable = (receivableId: string, open: Partial<SideAmounts>, entity = 'US01'): LockedReceivable => ({
  receivableId,
  entity,
  department: 'Film',
  accountId: 'b-1',
  accountNumber: 'B-1',
  currency: 'USD',
  open: { ...noSides, ...open },
});
const locked = (...receivables: readonly LockedReceivable[]) =>
  new Map(receivables.map((one) => [one.receivableId, one]));

describe('an approved packet meets the balances of the day', () => {
  it('writes off what was approved when nothing moved', () => {
    const decided = decideWriteOff(
      [line('1', { revenue: 100n, payable: 900n })],
      locked(receivable('1', { revenue: 100n, payable: 900n })),
      'USD',
    );
    expect(decided).toMatchObject({
      ok: true,
      value: { dropped: [], lowered: [], total: { revenue: 100n, payable: 900n } },
    });
  });

  it('executes what is open when less is owed, and says so', () => {
    const decided = decideWriteOff(
      [line('1', { revenue: 100n })],
      locked(receivable('1', { revenue: 40n })),
      'USD',
    );
    expect(decided).toMatchObject({ ok: true, value: { lowered: ['1'], total: { revenue: 40n } } });
  });

  it('drops what is paid, and refuses when nothing is left', () => {
    const two = [line('1', { revenue: 100n }), line('2', { revenue: 5n })];
    expect(
      decideWriteOff(two, locked(receivable('1', {}), receivable('2', { revenue: 5n })), 'USD'),
    ).toMatchObject({
      ok: true,
      value: { dropped: ['1'], total: { revenue: 5n } },
    });
    expect(decideWriteOff(two, locked(receivable('1', {}), receivable('2', {})), 'USD')).toMatchObject({
      ok: false,
      refusal: { code: 'NOTHING_OPEN' },
    });
  });

  it('refuses the whole packet when one side owes more, even if the sum owes less', () => {
    const decided = decideWriteOff(
      [line('1', { revenue: 100n, tax: 50n })],
      locked(receivable('1', { revenue: 101n })),
      'USD',
    );
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'AMOUNT_INCREASED' } });
  });

  it('refuses a receivable the ledger does not know', () => {
    expect(decideWriteOff([line('9', { revenue: 1n })], locked(), 'USD')).toMatchObject({
      ok: false,
      refusal: { code: 'NOT_FOUND' },
    });
  });
});

describe('the journal of a write-off', () => {
  it('books entry T2: revenue and fee to bad debt, the client share and tax to their liabilities', () => {
    const journals = writeOffJournals(
      [receivable('1', { revenue: 100_000n, payable: 900_000n, tax: 10_000n, fee: 2_000n })],
      'USD',
    );
    if (!journals.ok) throw new Error(journals.refusal);
    const lines = journals.value[0]?.lines.map((one) => [one.account, one.debitMinor, one.creditMinor]);
    expect(lines).toEqual([
      ['CLEXP', 102_000n, 0n],
      ['AR.REV', 0n, 100_000n],
      ['CPAY', 900_000n, 0n],
      ['AR.PAY', 0n, 900_000n],
      ['TAXP', 10_000n, 0n],
      ['AR.TAX', 0n, 10_000n],
      ['AR.FEE', 0n, 2_000n],
    ]);
  });

  it('writes off 157,000 of three receivables: 17,500 bad debt, 139,500 client payable', () => {
    const journals = writeOffJournals(
      [
        receivable('1', { revenue: 1_000_000n, payable: 9_000_000n }),
        receivable('2', { revenue: 550_000n, payable: 4_950_000n }),
        receivable('3', { revenue: 200_000n }),
      ],
      'USD',
    );
    if (!journals.ok) throw new Error(journals.refusal);
    const debits = Object.fromEntries(
      journals.value[0]?.lines
        .filter((one) => one.debitMinor > 0n)
        .map((one) => [one.account, one.debitMinor]) ?? [],
    );
    expect(debits).toEqual({ CLEXP: 1_750_000n, CPAY: 13_950_000n });
  });

  it('keeps one journal for each legal entity, each in balance, and its mirror too', () => {
    const journals = writeOffJournals(
      [receivable('1', { revenue: 5n }), receivable('2', { tax: 7n }, 'UK01')],
      'USD',
    );
    if (!journals.ok) throw new Error(journals.refusal);
    expect(journals.value.map((journal) => journal.entity)).toEqual(['US01', 'UK01']);
    expect(journals.value.every(balances)).toBe(true);
    expect(journals.value.map(mirrored).every(balances)).toBe(true);
  });
});
