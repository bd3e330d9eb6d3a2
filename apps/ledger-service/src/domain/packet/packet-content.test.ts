import { createHash } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';
import { noSides, type SideAmounts, sides } from '@recoup/domain/sides';
import { describe, expect, it } from 'vitest';
import { type ApprovedContent, proveContent, type ReceivedPart } from './packet-content.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
/** In these tests a line is four open amounts, in the order of the sides. */
const openOf = (line: CanonicalValue): SideAmounts => {
  const minor = String(line).split(' ').map(BigInt);
  return { ...noSides, ...Object.fromEntries(sides.map((side, index) => [side, minor[index] ?? 0n])) };
};

const lines = ['100 900 10 1', '5 45 0 0', '20 0 2 0'];
const parts: readonly ReceivedPart[] = [
  { part: 1, parts: 2, lines: lines.slice(0, 2) },
  { part: 2, parts: 2, lines: lines.slice(2) },
];
const approved: ApprovedContent = {
  contentHash: hashOf(canonicalJson(lines)),
  parts: 2,
  receivableCount: 3,
  totals: { revenue: 125n, payable: 945n, tax: 12n, fee: 1n },
};
const prove = (change: Partial<ApprovedContent> = {}, received = parts) =>
  proveContent(received, { ...approved, ...change }, hashOf, openOf);

describe('the lines of an approval', () => {
  it('are those that arrived, in the order of their parts, whichever came first', () => {
    expect(prove()).toEqual({ ok: true, value: lines });
    expect(prove({}, parts.toReversed())).toEqual({ ok: true, value: lines });
  });

  it.each<[string, Partial<ApprovedContent>, readonly ReceivedPart[]]>([
    ['a part has not arrived', {}, parts.slice(0, 1)],
    ['nothing has arrived', {}, []],
    ['the approval names more parts', { parts: 3 }, parts],
    ['one part came twice and one not', {}, [...parts.slice(0, 1), ...parts.slice(0, 1)]],
    ['a part counts the parts otherwise', {}, parts.map((one) => ({ ...one, parts: one.part + 1 }))],
  ])('are not there where %s', (_why, change, received) => {
    expect(prove(change, received)).toEqual({ ok: false, refusal: { reason: 'part-missing' } });
  });

  it.each<[string, readonly CanonicalValue[]]>([
    ['one amount is another', ['100 900 10 2', ...lines.slice(1)]],
    ['two lines stand the other way round', lines.toReversed()],
    ['one line more arrived', [...lines, '0 0 0 0']],
  ])('are not those that were signed where %s', (_why, arrived) => {
    const received = [{ part: 1, parts: 1, lines: arrived }];
    expect(prove({ parts: 1 }, received)).toEqual({ ok: false, refusal: { reason: 'hash-differs' } });
  });

  it.each([2, 4])('are not those of an approval of %i receivables', (receivableCount) => {
    expect(prove({ receivableCount })).toEqual({ ok: false, refusal: { reason: 'count-differs' } });
  });

  it.each(sides)('are not those of an approval with another total of %s', (side) => {
    for (const difference of [1n, -1n]) {
      const totals = { ...approved.totals, [side]: approved.totals[side] + difference };
      expect(prove({ totals })).toEqual({ ok: false, refusal: { reason: 'totals-differ' } });
    }
  });

  it('are not those of an approval whose totals are the same in sum, on other sides', () => {
    const totals = { ...noSides, revenue: 945n, payable: 125n, tax: 12n, fee: 1n };
    expect(prove({ totals })).toEqual({ ok: false, refusal: { reason: 'totals-differ' } });
  });
});
