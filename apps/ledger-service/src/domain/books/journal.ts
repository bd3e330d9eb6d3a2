import { accepted, type Result, refused } from '@recoup/domain/result';
import { bySide, type Side, type SideAmounts } from '@recoup/domain/sides';
import { type AccountRole, bears } from './account-role.ts';
import { type EntityTerms, termsIn } from './entity-terms.ts';
import { type NonEmpty, nonEmpty } from './non-empty.ts';
import type { LockedReceivable } from './receivable.ts';
import { type ClearedSide, clearedSides, type GroupedAmount, valuesOf } from './valuation.ts';

export type JournalLine = {
  readonly role: AccountRole;
  readonly side: Side | null;
  readonly component: string;
  readonly department: string;
  /** The account and its debtor, on receivable lines alone: without them the general ledger's ageing grows a line of nobody. */
  readonly accountId: string | null;
  readonly debtorId: string | null;
  /** To whom the money was owed on, on client payable lines alone. */
  readonly clientId: string | null;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  /** The same in minor units of the entity's functional currency. */
  readonly functionalDebitMinor: bigint;
  readonly functionalCreditMinor: bigint;
  readonly fxRateId: string | null;
};

/** What one entity posts in one currency. */
export type Journal = {
  readonly entity: string;
  readonly currency: string;
  readonly lines: readonly JournalLine[];
};

/** One journal for each legal entity, grouped by account role, side, component, department, debtor and client. */
export const writeOffJournals = (
  receivables: NonEmpty<LockedReceivable>,
  currency: string,
  terms: ReadonlyMap<string, EntityTerms>,
): Result<NonEmpty<Journal>, { readonly reason: 'out-of-balance' }> => {
  const groups = new Map<string, Map<string, JournalLine>>();
  for (const cleared of clearedSides(receivables, currency, terms)) {
    const { entity } = cleared.receivable;
    const lines = groups.get(entity) ?? new Map<string, JournalLine>();
    groups.set(entity, lines);
    for (const line of writeOffEntry(cleared, termsIn(terms, entity))) addLine(lines, line);
  }
  const journals = nonEmpty(
    [...groups].map(([entity, byKey]) => {
      const lines = [...byKey.values()];
      return { entity, currency, lines: [...lines, ...exchangeDifference(lines)] };
    }),
  );
  return journals?.every(balances) ? accepted(journals) : refused({ reason: 'out-of-balance' });
};

/**
 * The mirror of a journal, for a recovery in the current period (entry T10): in its currency exact, line by line. Receivables come
 * back at the rate of the day, everything else at what it was booked with, and the difference is a line of its own.
 */
export const mirrored = (
  { entity, currency, lines }: Journal,
  { rate }: Pick<EntityTerms, 'rate'>,
): Journal => {
  const kept = lines.filter(({ role }) => role !== 'FX');
  const receivable = kept.filter(({ role }) => role === 'AR');
  const values = valuesOf(receivable.map(ofReceivableLine), currency, rate);
  const worthOf = new Map(receivable.map((line, at) => [line, values[at] ?? 0n]));
  const mirror = kept.map((line): JournalLine => {
    const back = { ...line, debitMinor: line.creditMinor, creditMinor: line.debitMinor };
    const value = worthOf.get(line);
    if (rate === null || value === undefined)
      return {
        ...back,
        functionalDebitMinor: line.functionalCreditMinor,
        functionalCreditMinor: line.functionalDebitMinor,
      };
    return {
      ...back,
      functionalDebitMinor: back.debitMinor > 0n ? value : 0n,
      functionalCreditMinor: back.creditMinor > 0n ? value : 0n,
      fxRateId: rate.fxRateId,
    };
  });
  return { entity, currency, lines: [...mirror, ...exchangeDifference(mirror)] };
};

const ofReceivableLine = ({ side, component, debitMinor, creditMinor }: JournalLine): GroupedAmount => ({
  group: JSON.stringify([side, component]),
  minor: debitMinor + creditMinor,
});

/** What a journal takes from receivables or gives back to them, by side. */
export const receivableTotals = ({ lines }: Journal): SideAmounts =>
  bySide((side) =>
    lines
      .filter((line) => line.role === 'AR' && line.side === side)
      .reduce((sum, line) => sum + line.debitMinor + line.creditMinor, 0n),
  );

/** Whether debits equal credits, in the journal's currency and in the functional one (invariant I1). */
export const balances = ({ lines }: Journal): boolean =>
  lines.reduce((difference, line) => difference + line.debitMinor - line.creditMinor, 0n) === 0n &&
  functionalDifference(lines) === 0n;

const functionalDifference = (lines: readonly JournalLine[]): bigint =>
  lines.reduce((difference, line) => difference + line.functionalDebitMinor - line.functionalCreditMinor, 0n);

const exchangeDifference = (lines: readonly JournalLine[]): readonly JournalLine[] => {
  const gain = functionalDifference(lines);
  if (gain === 0n) return [];
  return [
    {
      ...{ role: 'FX', side: null, component: '', department: '', accountId: null, debtorId: null },
      ...{ clientId: null, debitMinor: 0n, creditMinor: 0n, fxRateId: null },
      functionalDebitMinor: gain < 0n ? -gain : 0n,
      functionalCreditMinor: gain > 0n ? gain : 0n,
    },
  ];
};

/**
 * Entry T2: revenue and late fee are a credit loss, the client's share is no longer owed to the client, tax is reversed at once. They
 * are worth what the rate of the day says, while the receivable goes with what it was carried at (entry T20).
 */
const writeOffEntry = (
  { receivable, balance: { side, component, openMinor }, worthMinor, carriedMinor }: ClearedSide,
  { rate }: EntityTerms,
): readonly JournalLine[] => {
  const { department, accountId, debtorId, clientId } = receivable;
  const role = bears[side];
  const line = { side, component, department, fxRateId: rate?.fxRateId ?? null };
  return [
    {
      ...{ ...line, role, accountId: null, debtorId: null, clientId: role === 'CPAY' ? clientId : null },
      ...{ debitMinor: openMinor, creditMinor: 0n },
      ...{ functionalDebitMinor: worthMinor, functionalCreditMinor: 0n },
    },
    {
      ...{ ...line, role: 'AR', accountId, debtorId, clientId: null },
      ...{ debitMinor: 0n, creditMinor: openMinor },
      ...{ functionalDebitMinor: 0n, functionalCreditMinor: carriedMinor },
    },
  ];
};

const addLine = (lines: Map<string, JournalLine>, line: JournalLine): void => {
  const { role, side, component, department, accountId, clientId } = line;
  const key = JSON.stringify([role, side, component, department, accountId, clientId]);
  const known = lines.get(key);
  if (!known) lines.set(key, line);
  else
    lines.set(key, {
      ...known,
      debitMinor: known.debitMinor + line.debitMinor,
      creditMinor: known.creditMinor + line.creditMinor,
      functionalDebitMinor: known.functionalDebitMinor + line.functionalDebitMinor,
      functionalCreditMinor: known.functionalCreditMinor + line.functionalCreditMinor,
    });
};
