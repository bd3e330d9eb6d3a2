import { storedCurrency } from '@recoup/domain/currency';
import { sides, totalOf } from '@recoup/domain/sides';
import { randomRun, rounds } from '@recoup/testkit/random-run';
import { expect, it } from 'vitest';
import { aReceivable, on, someTerms, termsFor } from './books.fixture.ts';
import { type EntityTerms, termsIn } from './entity-terms.ts';
import { balances, type Journal, type JournalLine, mirrored, writeOffJournals } from './journal.ts';
import { type Movement, recoveryMovements, writeOffMovements } from './movement.ts';
import { nonEmpty } from './non-empty.ts';
import { type LockedReceivable, openOf } from './receivable.ts';
import { decideWriteOff } from './write-off.ts';

const { random } = randomRun('books of any packet');
const upTo = (most: number): number => random.below(most + 1);
const { oneOf } = random;

const anyRate = (): EntityTerms['rate'] =>
  upTo(1) === 0
    ? null
    : {
        ...{ fxRateId: 'rate', day: on('2026-03-31'), rate: BigInt(1 + upTo(30_000)), scale: upTo(5) },
        ...{ from: storedCurrency('USD'), to: storedCurrency(oneOf(['EUR', 'JPY', 'KWD'])) },
      };
const anyTerms = (entity: string): EntityTerms => someTerms(entity, { rate: anyRate() });
const anyReceivable = (at: number): LockedReceivable =>
  aReceivable(
    String(at),
    {},
    {
      entity: oneOf(['US01', 'UK01']),
      department: oneOf(['Film', 'Music']),
      ...oneOf([
        { accountId: 'account of b-1', debtorId: 'b-1' },
        { accountId: 'account of b-2', debtorId: 'b-2' },
      ]),
      clientId: oneOf(['c-1', 'c-2']),
      balances: sides.flatMap((side) =>
        ['', 'STATE'].slice(0, 1 + upTo(1)).map((component) => ({
          ...{ side, component },
          openMinor: upTo(2) === 0 ? 0n : BigInt(upTo(1_000_000)),
          carriedMinor: upTo(1) === 0 ? null : BigInt(upTo(2_000_000)),
        })),
      ),
    },
  );

type Booked = {
  readonly cleared: readonly LockedReceivable[];
  readonly journals: readonly Journal[];
  readonly movements: readonly Movement[];
  readonly recoveries: readonly Journal[];
  readonly returns: readonly Movement[];
};

/** A packet of any receivables, written off and recovered on a day with other rates. */
const anyBooked = (): Booked | undefined => {
  const held = Array.from({ length: 1 + upTo(7) }, (_, at) => anyReceivable(at));
  const lines = held.map((one) => ({
    receivableId: one.receivableId,
    invoiceNumber: one.receivableId,
    approved: openOf(one),
  }));
  const decided = decideWriteOff(lines, new Map(held.map((one) => [one.receivableId, one])), 'USD');
  if (!decided.ok) return undefined;
  const { cleared } = decided.value;
  const terms = termsFor(anyTerms('US01'), anyTerms('UK01'));
  const later = new Map(
    [...terms].map(([entity, own]) => {
      const rate = own.rate && { ...own.rate, rate: BigInt(1 + upTo(30_000)) };
      return [entity, { ...own, rate }];
    }),
  );
  const made = writeOffJournals(cleared, 'USD', terms);
  const journals = made.ok ? nonEmpty([...made.value]) : undefined;
  if (!journals) throw new Error('a write-off does not balance');
  const movements = writeOffMovements(cleared, 'USD', terms);
  const entityOf = new Map(cleared.map(({ receivableId, entity }) => [receivableId, entity]));
  const applied = movements.map(({ functionalMinor: _, ...movement }) => ({
    ...{ ...movement, amountMinor: -movement.amountMinor },
    entity: entityOf.get(movement.receivableId) ?? '',
  }));
  return {
    cleared,
    journals,
    movements,
    recoveries: journals.map((journal) => mirrored(journal, termsIn(later, journal.entity))),
    returns: recoveryMovements(applied, 'USD', later),
  };
};

const sum = <Item>(items: readonly Item[], of: (item: Item) => bigint): bigint =>
  items.reduce((total, item) => total + of(item), 0n);
const linesOf = (journals: readonly Journal[]): readonly JournalLine[] =>
  journals.flatMap(({ lines }) => lines);
const receivable = ({ role }: JournalLine): boolean => role === 'AR';

/** What is wrong with what was booked, in the words of the rule that is broken; nothing when the books are right. */
const faultsOf = ({ cleared, journals, movements, recoveries, returns }: Booked): readonly string[] => {
  const rules: readonly (readonly [string, boolean])[] = [
    ['each journal balances in both currencies', [...journals, ...recoveries].every(balances)],
    [
      'movements take what was open, no more and no less',
      cleared.every(
        (one) =>
          totalOf(openOf(one)) +
            sum(
              movements.filter(({ receivableId }) => receivableId === one.receivableId),
              ({ amountMinor }) => amountMinor,
            ) ===
          0n,
      ),
    ],
    [
      'receivable lines credit by side what the movements take, in both currencies',
      sides.every(
        (side) =>
          sum(
            linesOf(journals).filter((line) => receivable(line) && line.side === side),
            ({ creditMinor }) => creditMinor,
          ) +
            sum(
              movements.filter((movement) => movement.side === side),
              ({ amountMinor }) => amountMinor,
            ) ===
            0n &&
          sum(
            linesOf(journals).filter((line) => receivable(line) && line.side === side),
            ({ functionalCreditMinor }) => functionalCreditMinor,
          ) +
            sum(
              movements.filter((movement) => movement.side === side),
              ({ functionalMinor }) => functionalMinor,
            ) ===
            0n,
      ),
    ],
    [
      'receivable lines of a recovery debit by side what its movements give back, in both currencies',
      sides.every(
        (side) =>
          sum(
            linesOf(recoveries).filter((line) => receivable(line) && line.side === side),
            ({ debitMinor }) => debitMinor,
          ) ===
            sum(
              returns.filter((movement) => movement.side === side),
              ({ amountMinor }) => amountMinor,
            ) &&
          sum(
            linesOf(recoveries).filter((line) => receivable(line) && line.side === side),
            ({ functionalDebitMinor }) => functionalDebitMinor,
          ) ===
            sum(
              returns.filter((movement) => movement.side === side),
              ({ functionalMinor }) => functionalMinor,
            ),
      ),
    ],
    [
      'there is at most one line of exchange differences in a journal',
      [...journals, ...recoveries].every(
        ({ lines }) => lines.filter(({ role }) => role === 'FX').length <= 1,
      ),
    ],
    [
      'a recovery mirrors its write-off line by line',
      journals.every((journal, at) =>
        journal.lines
          .filter(({ role }) => role !== 'FX')
          .every((line, index) => {
            const back = recoveries[at]?.lines[index];
            return back?.debitMinor === line.creditMinor && back.creditMinor === line.debitMinor;
          }),
      ),
    ],
    [
      'receivable lines name debtor and account, client payable lines the client',
      linesOf(journals).every(
        (line) =>
          receivable(line) === (line.accountId !== null && line.debtorId !== null) &&
          (line.role === 'CPAY') === (line.clientId !== null),
      ),
    ],
  ];
  return rules.flatMap(([rule, holds]) => (holds ? [] : [rule]));
};

it('books what any packet owes, and takes it back, to the unit', () => {
  let booked = 0;
  for (let round = 0; round < rounds(5_000); round += 1) {
    const any = anyBooked();
    if (!any) continue;
    booked += 1;
    const faults = faultsOf(any);
    if (faults.length > 0) expect.fail(`${faults.join('; ')}: ${JSON.stringify(any, bigintText)}`);
  }
  expect(booked).toBeGreaterThan(rounds(4_000));
}, 60_000);

const bigintText = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

const plantedIn = (booked: Booked, change: (line: JournalLine) => JournalLine): Booked => {
  const [first, ...others] = booked.journals;
  const [line, ...lines] = first?.lines ?? [];
  if (!first || !line) throw new Error('a write-off has lines');
  return { ...booked, journals: [{ ...first, lines: [change(line), ...lines] }, ...others] };
};

it.each<[string, (booked: Booked) => Booked]>([
  [
    'a unit too many',
    (booked) => plantedIn(booked, (line) => ({ ...line, debitMinor: line.debitMinor + 1n })),
  ],
  [
    'debit and credit exchanged',
    (booked) =>
      plantedIn(booked, (line) => ({ ...line, debitMinor: line.creditMinor, creditMinor: line.debitMinor })),
  ],
  [
    'a functional unit too many',
    (booked) =>
      plantedIn(booked, (line) => ({ ...line, functionalDebitMinor: line.functionalDebitMinor + 1n })),
  ],
  ['a return lost', (booked) => ({ ...booked, returns: booked.returns.slice(1) })],
  ['a movement lost', (booked) => ({ ...booked, movements: booked.movements.slice(1) })],
  [
    'a movement of another sign',
    ({ movements: [first, ...others], ...booked }) => ({
      ...booked,
      movements: first ? [{ ...first, amountMinor: -first.amountMinor }, ...others] : [],
    }),
  ],
  ['a recovery that is none', (booked) => ({ ...booked, recoveries: booked.journals })],
  [
    'a debtor lost',
    (booked) => plantedIn(booked, (line) => ({ ...line, role: 'AR', accountId: null, debtorId: null })),
  ],
])('finds %s', (_fault, plant) => {
  for (let round = 0; round < 50; round += 1) {
    const booked = anyBooked();
    if (booked) expect(faultsOf(plant(booked)).length).toBeGreaterThan(0);
  }
});
