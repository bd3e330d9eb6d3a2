import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { addSides, noSides, type SideAmounts, sides } from '@recoup/domain/sides';

/** The parts of a packet's frozen lines that have arrived under one hash. */
export type ReceivedPart = {
  readonly part: number;
  readonly parts: number;
  readonly lines: readonly CanonicalValue[];
};

export type ApprovedContent = {
  readonly contentHash: string;
  readonly parts: number;
  readonly receivableCount: number;
  readonly totals: SideAmounts;
};

export type ContentRefusal = {
  readonly reason: 'part-missing' | 'hash-differs' | 'count-differs' | 'totals-differ';
};

/**
 * Proves that the lines which arrived are those that were approved: all parts, the SHA-256 of their canonical JSON, their
 * count and their sums per side. The hash is taken over the lines exactly as they travelled.
 */
export const proveContent = (
  received: readonly ReceivedPart[],
  approved: ApprovedContent,
  hashOf: (text: string) => string,
  openOf: (line: CanonicalValue) => SideAmounts,
): Result<readonly CanonicalValue[], ContentRefusal> => {
  const inOrder = [...received].sort((a, b) => a.part - b.part);
  const complete =
    inOrder.length === approved.parts &&
    inOrder.every(({ part, parts }, index) => part === index + 1 && parts === approved.parts);
  if (!complete) return refused({ reason: 'part-missing' });
  const lines = inOrder.flatMap((part) => part.lines);
  if (hashOf(canonicalJson(lines)) !== approved.contentHash) return refused({ reason: 'hash-differs' });
  if (lines.length !== approved.receivableCount) return refused({ reason: 'count-differs' });
  const totals = lines.map(openOf).reduce(addSides, noSides);
  const same = sides.every((side) => totals[side] === approved.totals[side]);
  return same ? accepted(lines) : refused({ reason: 'totals-differ' });
};
