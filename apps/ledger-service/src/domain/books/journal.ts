import { accepted, type Result, refused } from '@recoup/domain/result';
import { bySide, type Side, type SideAmounts } from '@recoup/domain/sides';
import { type EntityTerms, termsIn } from './entity-terms.ts';
import { type NonEmpty, nonEmpty } from './non-empty.ts';
import type { LockedReceivable, SideBalance } from './receivable.ts';
import { functionalMinor } from './valuation.ts';

/** The roles that accounts play in what the general ledger gets; it maps each to an account of its own. */
export const postedRoles = ['AR', 'CPAY', 'TAXP', 'CLEXP'] as const;
export type PostedRole = (typeof postedRoles)[number];
/** Exchange differences have no amount in the currency of a document, from which the general ledger makes its own. */
export type AccountRole = PostedRole | 'FX';

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
  cleared: NonEmpty<LockedReceivable>,
  currency: string,
  terms: ReadonlyMap<string, EntityTerms>,
): Result<NonEmpty<Journal>, { readonly reason: 'out-of-balance' }> => {
  const groups = new Map<string, Map<string, JournalLine>>();
  for (const receivable of cleared) {
    const { entity } = receivable;
    const lines = groups.get(entity) ?? new Map<string, JournalLine>();
    groups.set(entity, lines);
    const own = termsIn(terms, entity);
    for (const balance of receivable.balances) {
      for (const line of writeOffEntry(receivable, balance, own)) addLine(lines, line);
    }
  }
  const journals = nonEmpty(
    [...groups].map(([entity, lines]) => ({ entity, currency, lines: [...lines.values()] })),
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
  const mirror = lines
    .filter(({ role }) => role !== 'FX')
    .map((line): JournalLine => {
      const back = {
        ...line,
        debitMinor: line.creditMinor,
        creditMinor: line.debitMinor,
        functionalDebitMinor: line.functionalCreditMinor,
        functionalCreditMinor: line.functionalDebitMinor,
      };
      if (rate === null || line.role !== 'AR') return back;
      return {
        ...back,
        functionalDebitMinor: functionalMinor(back.debitMinor, currency, rate),
        functionalCreditMinor: functionalMinor(back.creditMinor, currency, rate),
        fxRateId: rate.fxRateId,
      };
    });
  return { entity, currency, lines: [...mirror, ...exchangeDifference(mirror)] };
};

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

/** Under DIRECT and REVERSE_PAYABLE: which account bears what a side of a receivable gives up. */
export const bears: Readonly<Record<Side, AccountRole>> = {
  revenue: 'CLEXP',
  payable: 'CPAY',
  tax: 'TAXP',
  fee: 'CLEXP',
};

/**
 * Entry T2: revenue and late fee are a credit loss, the client's share is no longer owed to the client, tax is reversed at
 * once. Debit and credit of one side have one value, so that their sums balance in both currencies.
 */
const writeOffEntry = (
  receivable: LockedReceivable,
  { side, component, openMinor }: SideBalance,
  { rate }: EntityTerms,
): readonly JournalLine[] => {
  if (openMinor === 0n) return [];
  const { currency, department, accountId, debtorId, clientId } = receivable;
  const functional = functionalMinor(openMinor, currency, rate);
  const line = { side, component, department, fxRateId: rate?.fxRateId ?? null };
  const nobody = { accountId: null, debtorId: null, clientId: null };
  const debit = { debitMinor: openMinor, creditMinor: 0n };
  const credit = { debitMinor: 0n, creditMinor: openMinor };
  const role = bears[side];
  return [
    {
      ...line,
      ...nobody,
      ...debit,
      role,
      clientId: role === 'CPAY' ? clientId : null,
      functionalDebitMinor: functional,
      functionalCreditMinor: 0n,
    },
    {
      ...line,
      ...nobody,
      ...credit,
      role: 'AR',
      accountId,
      debtorId,
      functionalDebitMinor: 0n,
      functionalCreditMinor: functional,
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
