import { noSides, type Side, type SideAmounts } from '@recoup/domain/sides';
import { describe, expect, it } from 'vitest';
import { aReceivable } from './books.fixture.ts';
import type { LockedReceivable } from './receivable.ts';
import { type ApprovedLine, decideWriteOff, loweredFirst } from './write-off.ts';

/** Amounts as the tables write them: `rev 100 tax 50`; `-` is none of them. */
const amounts = (text: string): SideAmounts => {
  const names: Readonly<Record<string, Side>> = { rev: 'revenue', pay: 'payable', tax: 'tax', fee: 'fee' };
  const given = [...text.matchAll(/(\w+) (\d+)/g)].map(([, name = '', minor = '']) => [
    names[name],
    BigInt(minor),
  ]);
  return { ...noSides, ...Object.fromEntries(given) };
};
const line = (receivableId: string, approved: string): ApprovedLine => ({
  receivableId,
  invoiceNumber: `INV-${receivableId}`,
  approved: amounts(approved),
});
const receivable = (receivableId: string, open: string, change: Partial<LockedReceivable> = {}) =>
  aReceivable(receivableId, amounts(open), change);

/** What becomes of a packet in USD: receivables apart by `|`, `unknown` where the ledger has none. */
const outcomeOf = (approved: string, open: string): string => {
  const lines = approved.split(' | ').map((text, index) => line(String(index + 1), text));
  const held = open.split(' | ').flatMap((text, index) => {
    const [, currency = 'USD', sums = ''] = /^(?:in (\w+) )?(.*)$/.exec(text) ?? [];
    return text === 'unknown' ? [] : [receivable(String(index + 1), sums, { currency })];
  });
  const decided = decideWriteOff(lines, new Map(held.map((one) => [one.receivableId, one])), 'USD');
  if (!decided.ok) {
    return `refused, ${decided.refusal.reason}: ${decided.refusal.lines.map((one) => one.line.receivableId)}`;
  }
  const { cleared, dropped, lowered, total } = decided.value;
  const said = [
    `clears ${cleared.map((one) => one.receivableId)}`,
    ...(dropped.length > 0 ? [`drops ${dropped}`] : []),
    ...(lowered.length > 0 ? [`lowers ${lowered}`] : []),
  ];
  return `${said.join(', ')}: ${wordsOf(total)}`;
};
const wordsOf = ({ revenue, payable, tax, fee }: SideAmounts): string =>
  Object.entries({ rev: revenue, pay: payable, tax, fee })
    .filter(([, minor]) => minor > 0n)
    .map(([name, minor]) => `${name} ${minor}`)
    .join(' ');

describe('an approved packet meets the balances of the day', () => {
  const cases = `
    approved           open now                    outcome
    rev 100 pay 900    rev 100 pay 900             clears 1: rev 100 pay 900
    rev 100            rev 40                      clears 1, lowers 1: rev 40
    rev 100 | rev 5    - | rev 5                   clears 2, drops 1: rev 5
    rev 100 | rev 5    - | -                       refused, nothing-open: 1,2
    rev 100 tax 50     rev 101                     refused, amount-increased: 1
    rev 100 | rev 5    rev 100 | rev 6             refused, amount-increased: 2
    rev 1              unknown                     refused, not-found: 1
    rev 1 | rev 1      rev 1 | in EUR rev 1        refused, currency-changed: 2
    rev 1 | rev 1      in EUR rev 1 | unknown      refused, not-found: 2`;
  const rows = cases
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.trim().split(/ {2,}/));

  it.each(rows)('approved %s, open %s: %s', (approved = '', open = '', outcome) => {
    expect(outcomeOf(approved, open)).toBe(outcome);
  });
});

it('what was executed is told of every line, of those executed for less or dropped before the others', () => {
  const lines = [line('1', 'rev 5'), line('2', 'rev 5 pay 5'), line('3', 'rev 5'), line('4', 'rev 5')];
  const held = [receivable('1', 'rev 5'), receivable('2', 'rev 5 pay 1'), receivable('4', 'rev 5')];
  const dropped = receivable('3', '-');
  const decided = decideWriteOff(
    lines,
    new Map([...held, dropped].map((one) => [one.receivableId, one])),
    'USD',
  );
  const executed = decided.ok ? loweredFirst(decided.value.lines) : [];
  expect(executed.map((one) => [one.line.receivableId, wordsOf(one.executed)])).toEqual([
    ['2', 'rev 5 pay 1'],
    ['3', ''],
    ['1', 'rev 5'],
    ['4', 'rev 5'],
  ]);
});
