import { accepted, type Result, refused } from '@recoup/domain/result';
import type { SideAmounts } from '@recoup/domain/sides';
import { type NonEmpty, nonEmpty } from './non-empty.ts';
import type { LockedReceivable } from './write-off.ts';

/** A journal has a line for each of these that it moves, by the codes that a general ledger maps to its own accounts. */
export const ledgerAccounts = ['AR.REV', 'AR.PAY', 'AR.TAX', 'AR.FEE', 'CPAY', 'TAXP', 'CLEXP'] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];

/** How an entity books write-offs; stamped on every journal. */
export type PostingPolicy = {
  readonly version: string;
  readonly creditLossMethod: 'DIRECT';
  readonly payableSide: 'REVERSE_PAYABLE';
};

export type JournalLine = {
  readonly account: LedgerAccount;
  readonly department: string;
  /** The debtor, on receivable accounts only: without it the general ledger's ageing grows a line of nobody. */
  readonly accountId: string | null;
  readonly accountNumber: string | null;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
};

export type Journal = {
  readonly entity: string;
  readonly currency: string;
  readonly lines: readonly JournalLine[];
};

/** One journal for each legal entity, grouped by account, department and debtor. */
export const writeOffJournals = (
  cleared: NonEmpty<LockedReceivable>,
  currency: string,
): Result<NonEmpty<Journal>, { readonly reason: 'out-of-balance' }> => {
  const groups = new Map<string, Map<string, JournalLine>>();
  for (const receivable of cleared) {
    const lines = groups.get(receivable.entity) ?? new Map<string, JournalLine>();
    groups.set(receivable.entity, lines);
    for (const line of writeOffEntries(receivable)) addLine(lines, line);
  }
  const journals = nonEmpty(
    [...groups].map(([entity, lines]) => ({ entity, currency, lines: [...lines.values()] })),
  );
  return journals?.every(balances) ? accepted(journals) : refused({ reason: 'out-of-balance' });
};

/** The exact mirror of a journal, for a recovery in the current period (entry T10). */
export const mirrored = ({ entity, currency, lines }: Journal): Journal => ({
  entity,
  currency,
  lines: lines.map((line) => ({ ...line, debitMinor: line.creditMinor, creditMinor: line.debitMinor })),
});

/** Whether debits equal credits (invariant I1). */
export const balances = ({ lines }: Journal): boolean =>
  lines.reduce((difference, line) => difference + line.debitMinor - line.creditMinor, 0n) === 0n;

/**
 * Entry T2 under DIRECT and REVERSE_PAYABLE: revenue and late fee are a credit loss, the client's share is no longer owed to
 * the client, tax is reversed at once.
 */
const writeOffEntries = ({
  open,
  department,
  accountId,
  accountNumber,
}: LockedReceivable): readonly JournalLine[] => {
  const debtor = { department, accountId, accountNumber };
  const plain = { department, accountId: null, accountNumber: null };
  const pairs: readonly [LedgerAccount, LedgerAccount, keyof SideAmounts][] = [
    ['CLEXP', 'AR.REV', 'revenue'],
    ['CPAY', 'AR.PAY', 'payable'],
    ['TAXP', 'AR.TAX', 'tax'],
    ['CLEXP', 'AR.FEE', 'fee'],
  ];
  return pairs
    .filter(([, , side]) => open[side] > 0n)
    .flatMap(([debit, credit, side]) => [
      { account: debit, ...plain, debitMinor: open[side], creditMinor: 0n },
      { account: credit, ...debtor, debitMinor: 0n, creditMinor: open[side] },
    ]);
};

const addLine = (lines: Map<string, JournalLine>, line: JournalLine): void => {
  const place = `${line.account} ${line.department} ${line.accountId ?? ''}`;
  const known = lines.get(place);
  lines.set(
    place,
    known
      ? {
          ...known,
          debitMinor: known.debitMinor + line.debitMinor,
          creditMinor: known.creditMinor + line.creditMinor,
        }
      : line,
  );
};
