import { noSides, type Side, type SideAmounts } from '@recoup/domain/sides';
import { describe, expect, it } from 'vitest';
import { balances, mirrored, writeOffJournals } from './journal.ts';
import { type ApprovedLine, decideWriteOff, type LockedReceivable } from './write-off.ts';

/** Amounts as the tables write them: `rev 100 tax 50`; `-` is none of them. */
const amounts = (text: string): SideAmounts => {
  const names: Readonly<Record<string, Side>> = { rev: 'revenue', pay: 'payable', tax: 'tax', fee: 'fee' };
  const given = [...text.matchAll(/(\w+) (\d+)/g)].map(([, name = '', minor = '']) => [
    names[name],
    BigInt(minor),
  ]);
  return { ...noSides, ...Object.fromEntries(given) };
};
const line = (receivableId: string, approved: string): ApprovedLine => ({
  receivableId,
  invoiceNumber: `INV-${receivableId}`,
  approved: amounts(approved),
});
const receivable = (receivableId: string, open: string, change: Partial<LockedReceivable> = {}) => ({
  receivableId,
  entity: 'US01',
  department: 'Film',
  accountId: 'b-1',
  accountNumber: 'B-1',
  currency: 'USD',
  open: amounts(open),
  ...change,
});

/** What becomes of a packet in USD: receivables apart by `|`, `unknown` where the ledger has none. */
const outcomeOf = (approved: string, open: string): string => {
  const lines = approved.split(' | ').map((text, index) => line(String(index + 1), text));
  const held = open.split(' | ').flatMap((text, index) => {
    const [, currency = 'USD', sums = ''] = /^(?:in (\w+) )?(.*)$/.exec(text) ?? [];
    return text === 'unknown' ? [] : [receivable(String(index + 1), sums, { currency })];
  });
  const decided = decideWriteOff(lines, new Map(held.map((one) => [one.receivableId, one])), 'USD');
  if (!decided.ok) {
    return `refused, ${decided.refusal.reason}: ${decided.refusal.lines.map((one) => one.line.receivableId)}`;
  }
  const { cleared, dropped, lowered, total } = decided.value;
  const said = [
    `clears ${cleared.map((one) => one.receivableId)}`,
    ...(dropped.length > 0 ? [`drops ${dropped}`] : []),
    ...(lowered.length > 0 ? [`lowers ${lowered}`] : []),
  ];
  return `${said.join(', ')}: ${wordsOf(total)}`;
};
const wordsOf = ({ revenue, payable, tax, fee }: SideAmounts): string =>
  Object.entries({ rev: revenue, pay: payable, tax, fee })
    .filter(([, minor]) => minor > 0n)
    .map(([name, minor]) => `${name} ${minor}`)
    .join(' ');

describe('an approved packet meets the balances of the day', () => {
  const cases = `
    approved           open now                    outcome
    rev 100 pay 900    rev 100 pay 900             clears 1: rev 100 pay 900
    rev 100            rev 40                      clears 1, lowers 1: rev 40
    rev 100 | rev 5    - | rev 5                   clears 2, drops 1: rev 5
    rev 100 | rev 5    - | -                       refused, nothing-open: 1,2
    rev 100 tax 50     rev 101                     refused, amount-increased: 1
    rev 100 | rev 5    rev 100 | rev 6             refused, amount-increased: 2
    rev 1              unknown                     refused, not-found: 1
    rev 1 | rev 1      rev 1 | in EUR rev 1        refused, currency-changed: 2
    rev 1 | rev 1      in EUR rev 1 | unknown      refused, not-found: 2`;
  const rows = cases
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.trim().split(/ {2,}/));

  it.each(rows)('approved %s, open %s: %s', (approved = '', open = '', outcome) => {
    expect(outcomeOf(approved, open)).toBe(outcome);
  });
});

describe('the journal of a write-off', () => {
  it('books entry T2: revenue and fee to bad debt, the client share and tax to their liabilities', () => {
    const journals = writeOffJournals([receivable('1', 'rev 100000 pay 900000 tax 10000 fee 2000')], 'USD');
    if (!journals.ok) throw new Error(journals.refusal.reason);
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
        receivable('1', 'rev 1000000 pay 9000000'),
        receivable('2', 'rev 550000 pay 4950000'),
        receivable('3', 'rev 200000'),
      ],
      'USD',
    );
    if (!journals.ok) throw new Error(journals.refusal.reason);
    const debits = Object.fromEntries(
      journals.value[0]?.lines
        .filter((one) => one.debitMinor > 0n)
        .map((one) => [one.account, one.debitMinor]) ?? [],
    );
    expect(debits).toEqual({ CLEXP: 1_750_000n, CPAY: 13_950_000n });
  });

  it('keeps one journal for each legal entity, each in balance, and its mirror too', () => {
    const journals = writeOffJournals(
      [receivable('1', 'rev 5'), receivable('2', 'tax 7', { entity: 'UK01' })],
      'USD',
    );
    if (!journals.ok) throw new Error(journals.refusal.reason);
    expect(journals.value.map((journal) => journal.entity)).toEqual(['US01', 'UK01']);
    expect(journals.value.every(balances)).toBe(true);
    expect(journals.value.map(mirrored).every(balances)).toBe(true);
  });
});

describe('the journal of a recovery', () => {
  const booked = writeOffJournals([receivable('1', 'rev 1000 pay 9000 tax 100 fee 20')], 'USD');
  if (!booked.ok) throw new Error(booked.refusal.reason);
  const [writeOff] = booked.value;
  const recovery = mirrored(writeOff);

  it('debits what the write-off credited of the same account, department and debtor, and credits what it debited', () => {
    expect(recovery).toMatchObject({ entity: 'US01', currency: 'USD' });
    expect(
      recovery.lines.map(({ account, debitMinor, creditMinor }) => [account, debitMinor, creditMinor]),
    ).toEqual([
      ['CLEXP', 0n, 1_020n],
      ['AR.REV', 1_000n, 0n],
      ['CPAY', 0n, 9_000n],
      ['AR.PAY', 9_000n, 0n],
      ['TAXP', 0n, 100n],
      ['AR.TAX', 100n, 0n],
      ['AR.FEE', 20n, 0n],
    ]);
    const dimensionsOf = (journal: typeof writeOff) =>
      journal.lines.map(({ debitMinor, creditMinor, ...dimensions }) => dimensions);
    expect(dimensionsOf(recovery)).toEqual(dimensionsOf(writeOff));
  });

  it('leaves nothing on any account together with its write-off', () => {
    const left = new Map<string, bigint>();
    for (const { account, debitMinor, creditMinor } of [...writeOff.lines, ...recovery.lines])
      left.set(account, (left.get(account) ?? 0n) + debitMinor - creditMinor);
    expect([...left.values()].every((minor) => minor === 0n)).toBe(true);
  });
});
