import { storedCurrency } from '@recoup/domain/currency';
import { describe, expect, it } from 'vitest';
import { aReceivable, on, someTerms, termsFor } from './books.fixture.ts';
import type { EntityTerms } from './entity-terms.ts';
import { balances, type Journal, mirrored, writeOffJournals } from './journal.ts';
import { writeOffMovements } from './movement.ts';
import type { NonEmpty } from './non-empty.ts';
import type { LockedReceivable } from './receivable.ts';

const booked = (
  cleared: NonEmpty<LockedReceivable>,
  terms: ReadonlyMap<string, EntityTerms> = termsFor(someTerms()),
  currency = 'USD',
): NonEmpty<Journal> => {
  const journals = writeOffJournals(cleared, currency, terms);
  if (!journals.ok) throw new Error(journals.refusal.reason);
  return journals.value;
};
const shown = ({ lines }: Journal) =>
  lines.map(({ role, side, debitMinor, creditMinor }) => [role, side, debitMinor, creditMinor]);

const functional = ({ lines }: Journal) =>
  lines.map(({ role, functionalDebitMinor, functionalCreditMinor }) => [
    role,
    functionalDebitMinor - functionalCreditMinor,
  ]);

/** One dollar is 0.9 euros on the day. */
const intoEuros = (rate: bigint): Partial<EntityTerms> => ({
  functionalCurrency: 'EUR',
  rate: {
    ...{ fxRateId: `rate ${rate}`, day: on('2026-03-31'), rate, scale: 4 },
    ...{ from: storedCurrency('USD'), to: storedCurrency('EUR') },
  },
});

const everySide = aReceivable('1', { revenue: 100_000n, payable: 900_000n, tax: 10_000n, fee: 2_000n });

describe('the journal of a write-off', () => {
  it('books entry T2: revenue and fee to bad debt, apart, the client share and tax to their liabilities', () => {
    expect(shown(booked([everySide])[0])).toEqual([
      ['CLEXP', 'revenue', 100_000n, 0n],
      ['AR', 'revenue', 0n, 100_000n],
      ['CPAY', 'payable', 900_000n, 0n],
      ['AR', 'payable', 0n, 900_000n],
      ['TAXP', 'tax', 10_000n, 0n],
      ['AR', 'tax', 0n, 10_000n],
      ['CLEXP', 'fee', 2_000n, 0n],
      ['AR', 'fee', 0n, 2_000n],
    ]);
  });

  it('writes off 157,000 of three receivables: 17,500 bad debt, 139,500 client payable', () => {
    const [journal] = booked([
      aReceivable('1', { revenue: 1_000_000n, payable: 9_000_000n }),
      aReceivable('2', { revenue: 550_000n, payable: 4_950_000n }),
      aReceivable('3', { revenue: 200_000n }),
    ]);
    expect(shown(journal).filter(([, , debit]) => debit !== 0n)).toEqual([
      ['CLEXP', 'revenue', 1_750_000n, 0n],
      ['CPAY', 'payable', 13_950_000n, 0n],
    ]);
  });

  it('names debtor and account on receivable lines, the client on client payable lines, and neither elsewhere', () => {
    const [journal] = booked([everySide]);
    for (const { role, accountId, debtorId, clientId } of journal.lines)
      expect([accountId, debtorId, clientId]).toEqual([
        role === 'AR' ? 'account of b-1' : null,
        role === 'AR' ? 'b-1' : null,
        role === 'CPAY' ? 'c-1' : null,
      ]);
  });

  it.each<[string, Partial<LockedReceivable>, readonly string[]]>([
    ['debtors', { accountId: 'account of b-2', debtorId: 'b-2' }, ['CLEXP', 'AR', 'CPAY', 'AR', 'AR', 'AR']],
    ['clients', { clientId: 'c-2' }, ['CLEXP', 'AR', 'CPAY', 'AR', 'CPAY']],
    ['departments', { department: 'Music' }, ['CLEXP', 'AR', 'CPAY', 'AR', 'CLEXP', 'AR', 'CPAY', 'AR']],
  ])('keeps %s apart', (_what, change, roles) => {
    const open = { revenue: 10n, payable: 90n };
    const [journal] = booked([aReceivable('1', open), aReceivable('2', open, change)]);
    expect(journal.lines.map(({ role }) => role)).toEqual(roles);
  });

  it('keeps components of a side apart', () => {
    const state = (openMinor: bigint) =>
      ({ side: 'tax', component: 'STATE', openMinor, carriedMinor: null }) as const;
    const city = (openMinor: bigint) =>
      ({ side: 'tax', component: 'CITY', openMinor, carriedMinor: null }) as const;
    const [journal] = booked([
      aReceivable('1', {}, { balances: [state(80n), city(20n)] }),
      aReceivable('2', {}, { balances: [state(8n)] }),
    ]);
    expect(
      journal.lines.filter(({ role }) => role === 'TAXP').map((line) => [line.component, line.debitMinor]),
    ).toEqual([
      ['STATE', 88n],
      ['CITY', 20n],
    ]);
  });

  it('is one for each legal entity, each in balance', () => {
    const journals = booked(
      [aReceivable('1', { revenue: 5n }), aReceivable('2', { tax: 7n }, { entity: 'UK01' })],
      termsFor(someTerms(), someTerms('UK01')),
    );
    expect(journals.map((journal) => [journal.entity, balances(journal)])).toEqual([
      ['US01', true],
      ['UK01', true],
    ]);
  });

  it('says nothing about a side that owes nothing', () => {
    const nothing = { side: 'fee', component: '', openMinor: 0n, carriedMinor: null } as const;
    const revenue = { ...nothing, side: 'revenue', openMinor: 5n } as const;
    const [journal] = booked([aReceivable('1', {}, { balances: [revenue, nothing] })]);
    expect(shown(journal)).toEqual([
      ['CLEXP', 'revenue', 5n, 0n],
      ['AR', 'revenue', 0n, 5n],
    ]);
  });

  it('is worth what its sum is at the rate of the day, the units of rounding on the largest remainders', () => {
    const odd = aReceivable('1', { revenue: 333n, payable: 333n, tax: 333n });
    const [journal] = booked(
      [odd, { ...odd, receivableId: '2' }],
      termsFor(someTerms('US01', intoEuros(9_005n))),
    );
    expect(balances(journal)).toBe(true);
    // Six times 299.8565 are 1,799.139.
    expect(functional(journal).map(([, minor]) => minor)).toEqual([600n, -600n, 600n, -600n, 599n, -599n]);
    expect(new Set(journal.lines.map(({ fxRateId }) => fxRateId))).toEqual(new Set(['rate 9005']));
  });
});

describe('a receivable that was carried at another rate', () => {
  it.each([
    [
      'more',
      108_000n,
      [
        ['CLEXP', 106_000n],
        ['AR', -108_000n],
        ['FX', 2_000n],
      ],
    ],
    [
      'less',
      105_000n,
      [
        ['CLEXP', 106_000n],
        ['AR', -105_000n],
        ['FX', -1_000n],
      ],
    ],
    [
      'as much',
      106_000n,
      [
        ['CLEXP', 106_000n],
        ['AR', -106_000n],
      ],
    ],
    [
      'at nothing that is known',
      null,
      [
        ['CLEXP', 106_000n],
        ['AR', -106_000n],
      ],
    ],
  ] as const)(
    'goes with what it was carried at, %s than the loss is worth (entry T20)',
    (_what, carriedMinor, lines) => {
      const side = { side: 'revenue', component: '', openMinor: 100_000n, carriedMinor } as const;
      const receivable = aReceivable('1', {}, { balances: [side] });
      const terms = termsFor(someTerms('US01', intoEuros(10_600n)));
      const [journal] = booked([receivable], terms);
      expect(functional(journal)).toEqual(lines);
      expect(balances(journal)).toBe(true);
      const left = writeOffMovements([receivable], 'USD', terms).map((one) => one.functionalMinor);
      expect(left).toEqual([-(carriedMinor ?? 106_000n)]);
    },
  );
});

describe('the movements of a write-off', () => {
  it('take from each side what is open on it, valued as the receivable lines of its journal are', () => {
    const terms = termsFor(someTerms('US01', intoEuros(9_000n)));
    const movements = writeOffMovements([everySide], 'USD', terms);
    expect(
      movements.map(({ side, amountMinor, functionalMinor }) => [side, amountMinor, functionalMinor]),
    ).toEqual([
      ['revenue', -100_000n, -90_000n],
      ['payable', -900_000n, -810_000n],
      ['tax', -10_000n, -9_000n],
      ['fee', -2_000n, -1_800n],
    ]);
  });
});

describe('the journal of a recovery', () => {
  const [writeOff] = booked([everySide]);
  const recovery = mirrored(writeOff, someTerms());

  it('debits what the write-off credited of the same account, side and debtor, and credits what it debited', () => {
    expect(recovery).toMatchObject({ entity: 'US01', currency: 'USD' });
    expect(shown(recovery)).toEqual(
      shown(writeOff).map(([role, side, debit, credit]) => [role, side, credit, debit]),
    );
    const dimensionsOf = ({ lines }: Journal) =>
      lines.map(({ role, side, component, department, accountId, debtorId, clientId }) => [
        ...[role, side, component, department, accountId, debtorId, clientId],
      ]);
    expect(dimensionsOf(recovery)).toEqual(dimensionsOf(writeOff));
    expect(balances(recovery)).toBe(true);
  });

  it('leaves nothing on any account together with its write-off', () => {
    const left = new Map<string, bigint>();
    for (const { role, debitMinor, creditMinor } of [...writeOff.lines, ...recovery.lines])
      left.set(role, (left.get(role) ?? 0n) + debitMinor - creditMinor);
    expect([...left.values()].every((minor) => minor === 0n)).toBe(true);
  });

  it.each([
    ['more', 10_000n, 0n, 1_000n],
    ['less', 8_000n, 1_000n, 0n],
  ])(
    'takes receivables back at the rate of its day: worth %s, the difference is exchange',
    (_what, rate, debit, credit) => {
      const receivable = aReceivable('1', { revenue: 10_000n });
      const [before] = booked([receivable], termsFor(someTerms('US01', intoEuros(9_000n))));
      const after = mirrored(before, someTerms('US01', intoEuros(rate)));
      expect(balances(after)).toBe(true);
      expect(
        after.lines.map((line) => [
          line.role,
          line.debitMinor,
          line.creditMinor,
          line.functionalDebitMinor,
          line.functionalCreditMinor,
        ]),
      ).toEqual([
        ['CLEXP', 0n, 10_000n, 0n, 9_000n],
        ['AR', 10_000n, 0n, rate, 0n],
        ['FX', 0n, 0n, debit, credit],
      ]);
    },
  );

  it('mirrors no exchange difference', () => {
    const receivable = aReceivable('1', { revenue: 10_000n });
    const [before] = booked([receivable], termsFor(someTerms('US01', intoEuros(9_000n))));
    const later = someTerms('US01', intoEuros(8_000n));
    const withDifference = mirrored(before, later);
    expect(mirrored(withDifference, later).lines.filter(({ role }) => role === 'FX')).toHaveLength(1);
  });
});

it('does not balance with a unit too many in either currency', () => {
  const [journal] = booked([everySide]);
  const [first, ...rest] = journal.lines;
  if (!first) throw new Error('the journal has lines');
  expect(balances({ ...journal, lines: [{ ...first, debitMinor: first.debitMinor + 1n }, ...rest] })).toBe(
    false,
  );
  expect(
    balances({
      ...journal,
      lines: [{ ...first, functionalDebitMinor: first.functionalDebitMinor + 1n }, ...rest],
    }),
  ).toBe(false);
});
