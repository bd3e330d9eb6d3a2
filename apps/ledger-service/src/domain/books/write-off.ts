import { accepted, type Result, refused } from '@recoup/domain/result';
import { addSides, noSides, type SideAmounts, sides, totalOf } from '@recoup/domain/sides';
import { type NonEmpty, nonEmpty } from './non-empty.ts';
import { type LockedReceivable, openOf } from './receivable.ts';

/** A receivable as the approvers saw it: the open amounts frozen at submission. */
export type ApprovedLine = {
  readonly receivableId: string;
  readonly invoiceNumber: string;
  readonly approved: SideAmounts;
};

/** What becomes of an approved line: what is open of it is executed. */
export type ExecutedLine = { readonly line: ApprovedLine; readonly executed: SideAmounts };

/** What a write-off clears: the whole open balance of each receivable that still has one. */
export type WriteOff = {
  readonly lines: readonly ExecutedLine[];
  readonly cleared: NonEmpty<LockedReceivable>;
  /** Receivables with nothing left open; they are left out. */
  readonly dropped: readonly string[];
  /** Receivables that owe less than was approved; what is open is executed. */
  readonly lowered: readonly string[];
  readonly total: SideAmounts;
};

export type WriteOffRefusal = {
  readonly reason:
    | 'amount-increased'
    | 'not-found'
    | 'nothing-open'
    | 'currency-changed'
    | 'maybe-closed-at-source';
  readonly lines: readonly { readonly line: ApprovedLine; readonly open: SideAmounts }[];
};

/**
 * Decides what an approved packet writes off, from balances re-read under lock (ruling 14): lower is executed as it is, zero
 * is dropped, and one side higher than approved refuses the whole packet, because nobody has approved that amount. So does a receivable
 * that its source may have closed, since it may have been paid.
 */
export const decideWriteOff = (
  lines: readonly ApprovedLine[],
  locked: ReadonlyMap<string, LockedReceivable>,
  currency: string,
): Result<WriteOff, WriteOffRefusal> => {
  const missing = lines.filter((line) => !locked.has(line.receivableId));
  if (missing.length > 0) return refusedFor('not-found', missing, locked);
  const foreign = lines.filter((line) => locked.get(line.receivableId)?.currency !== currency);
  if (foreign.length > 0) return refusedFor('currency-changed', foreign, locked);
  const maybeClosed = lines.filter(({ receivableId }) => locked.get(receivableId)?.maybeClosedAtSource);
  if (maybeClosed.length > 0) return refusedFor('maybe-closed-at-source', maybeClosed, locked);
  const increased = lines.filter(({ receivableId, approved }) => {
    const open = openAmong(locked, receivableId);
    return sides.some((side) => open[side] > approved[side]);
  });
  if (increased.length > 0) return refusedFor('amount-increased', increased, locked);

  const executed = lines.map((line) => ({ line, executed: openAmong(locked, line.receivableId) }));
  const cleared: LockedReceivable[] = [];
  const dropped: string[] = [];
  const lowered: string[] = [];
  let total = noSides;
  for (const {
    line: { receivableId, approved },
    executed: open,
  } of executed) {
    const receivable = locked.get(receivableId);
    if (!receivable || totalOf(open) === 0n) {
      dropped.push(receivableId);
      continue;
    }
    if (totalOf(open) < totalOf(approved)) lowered.push(receivableId);
    cleared.push(receivable);
    total = addSides(total, open);
  }
  const all = nonEmpty(cleared);
  return all
    ? accepted({ lines: executed, cleared: all, dropped, lowered, total })
    : refusedFor('nothing-open', lines, locked);
};

/** Lines by what a reader cannot know from the approval: those executed for less come first. */
export const loweredFirst = (lines: readonly ExecutedLine[]): readonly ExecutedLine[] => {
  const isLowered = ({ line, executed }: ExecutedLine) => totalOf(executed) < totalOf(line.approved);
  return [...lines.filter(isLowered), ...lines.filter((one) => !isLowered(one))];
};

const openAmong = (locked: ReadonlyMap<string, LockedReceivable>, receivableId: string): SideAmounts => {
  const receivable = locked.get(receivableId);
  return receivable ? openOf(receivable) : noSides;
};

const refusedFor = (
  reason: WriteOffRefusal['reason'],
  lines: readonly ApprovedLine[],
  locked: ReadonlyMap<string, LockedReceivable>,
) => refused({ reason, lines: lines.map((line) => ({ line, open: openAmong(locked, line.receivableId) })) });
