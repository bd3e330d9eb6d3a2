/** More lines no document may have. */
export const linesMax = 5_000;

/** How much a line moves, above or below zero, and the same line with another amount on its side. */
export type Amounts<Line> = {
  readonly of: (line: Line) => bigint;
  readonly changed: (line: Line, amount: bigint) => Line;
};

/**
 * Cuts lines that balance into parts of at most `most` lines, of which each balances by itself: the line with which a part would
 * exceed its other side is cut in two, and goes on in the next part. `most` is at least 2.
 */
export const balancedParts = <Line>(
  lines: readonly Line[],
  most: number,
  amounts: Amounts<Line>,
): readonly (readonly Line[])[] => {
  if (lines.length <= most) return [lines];
  const above = lines.filter((line) => amounts.of(line) > 0n).reverse();
  const below = lines.filter((line) => amounts.of(line) < 0n).reverse();
  const parts: (readonly Line[])[] = [];
  while (above.length + below.length > 0) parts.push(nextPart(above, below, most, amounts));
  return parts;
};

/** Takes one part off the ends of both lists. The heavier side always ends with its last line, so cutting that one balances it. */
const nextPart = <Line>(
  above: Line[],
  below: Line[],
  most: number,
  { of, changed }: Amounts<Line>,
): readonly Line[] => {
  const part: Line[] = [];
  let over = 0n;
  const takeFrom = (list: Line[]): boolean => {
    const line = part.length < most ? list.pop() : undefined;
    if (line === undefined) return false;
    part.push(line);
    over += of(line);
    return true;
  };
  let more = true;
  while (more) more = takeFrom(over > 0n ? below : above);
  if (over !== 0n) {
    const heavier = part.findLastIndex((line) => of(line) > 0n === over > 0n);
    const [last] = part.splice(heavier, 1);
    if (last === undefined) throw new Error('a part that is not even has a line on its heavier side');
    const kept = of(last) - over;
    if (kept !== 0n) part.splice(heavier, 0, changed(last, kept));
    (over > 0n ? above : below).push(changed(last, over));
  }
  if (part.length === 0) throw new Error('lines that do not balance cannot be cut');
  return part;
};
