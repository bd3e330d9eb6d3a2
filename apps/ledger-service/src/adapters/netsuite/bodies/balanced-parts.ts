import type { GlLine } from '../../../ports/general-ledger.ts';

/**
 * Cuts a journal that balances into parts of at most `most` lines, of which each balances by itself: the line with which a part
 * would exceed its other side is cut in two, and goes on in the next part. `most` is at least 2.
 */
export const balancedParts = (lines: readonly GlLine[], most: number): readonly (readonly GlLine[])[] => {
  if (lines.length <= most) return [lines];
  const debits = lines.filter(({ debitMinor }) => debitMinor > 0n).reverse();
  const credits = lines.filter(({ creditMinor }) => creditMinor > 0n).reverse();
  const parts: (readonly GlLine[])[] = [];
  while (debits.length + credits.length > 0) parts.push(nextPart(debits, credits, most));
  return parts;
};

const amountOf = ({ debitMinor, creditMinor }: GlLine): bigint => debitMinor - creditMinor;

/** Takes one part off the ends of both lists. The heavier side always ends with its last line, so cutting that one balances it. */
const nextPart = (debits: GlLine[], credits: GlLine[], most: number): readonly GlLine[] => {
  const part: GlLine[] = [];
  let over = 0n;
  const takeFrom = (list: GlLine[]): boolean => {
    const line = part.length < most ? list.pop() : undefined;
    if (!line) return false;
    part.push(line);
    over += amountOf(line);
    return true;
  };
  let more = true;
  while (more) more = takeFrom(over > 0n ? credits : debits);
  if (over === 0n) return part;
  const heavier = part.findLastIndex((line) => amountOf(line) > 0n === over > 0n);
  const [last] = part.splice(heavier, 1);
  if (!last) return part;
  const [kept, rest] = cut(last, over);
  if (amountOf(kept) !== 0n) part.splice(heavier, 0, kept);
  (over > 0n ? debits : credits).push(rest);
  return part;
};

/** The part of a line that balances, and what is left of it. */
const cut = (line: GlLine, over: bigint): readonly [GlLine, GlLine] =>
  over > 0n
    ? [
        { ...line, debitMinor: line.debitMinor - over },
        { ...line, debitMinor: over },
      ]
    : [
        { ...line, creditMinor: line.creditMinor + over },
        { ...line, creditMinor: -over },
      ];
