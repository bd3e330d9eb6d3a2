import { convert } from '@recoup/domain/fx-rate';
import { allocate, type Money, storedMoney, zero } from '@recoup/domain/money';
import { bears } from './account-role.ts';
import { type EntityTerms, termsIn } from './entity-terms.ts';
import type { LockedReceivable, SideBalance } from './receivable.ts';

/** An amount of a journal, and what names the line that it is a part of. */
export type GroupedAmount = { readonly group: string; readonly minor: bigint };

/**
 * What amounts of one journal are worth in the functional currency; without a rate the two currencies are one. Together they are worth what
 * their sum is: what rounding leaves goes to the largest remainders, first among the groups, then within each. What a group gets does not
 * depend on how it is cut.
 */
export const valuesOf = (
  amounts: readonly GroupedAmount[],
  currency: string,
  rate: EntityTerms['rate'],
): readonly bigint[] => {
  if (rate === null) return amounts.map(({ minor }) => minor);
  const placed = amounts.map((amount, at) => ({ ...amount, at }));
  const groups = [...Map.groupBy(placed, ({ group }) => group)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, members]) => ({ members, minor: sumOf(members) }));
  const whole = convert(storedMoney(sumOf(groups), currency), rate);
  const values = amounts.map(() => 0n);
  for (const [{ members }, worth] of shares(whole, groups))
    for (const [{ at }, part] of shares(worth, members)) values[at] = part.minor;
  return values;
};

type Amount = { readonly minor: bigint };

const sumOf = (amounts: readonly Amount[]): bigint => amounts.reduce((sum, { minor }) => sum + minor, 0n);

/** A whole in parts, as the amounts weigh. */
const shares = <Part extends Amount>(
  whole: Money,
  parts: readonly Part[],
): readonly (readonly [Part, Money])[] => {
  if (sumOf(parts) === 0n) return parts.map((part) => [part, zero(whole.currency)]);
  const weights = parts.map(({ minor }) => minor);
  const shared = allocate(whole, weights);
  return parts.map((part, at) => [part, shared[at] ?? zero(whole.currency)]);
};

/** A side of a receivable that is cleared: what it is worth at the rate of the day, and what it was carried at. */
export type ClearedSide = {
  readonly receivable: LockedReceivable;
  readonly balance: SideBalance;
  readonly worthMinor: bigint;
  readonly carriedMinor: bigint;
};

/** The open sides of receivables that entities clear in a currency, valued by entity and by the line that bears the loss. */
export const clearedSides = (
  cleared: readonly LockedReceivable[],
  currency: string,
  terms: ReadonlyMap<string, EntityTerms>,
): readonly ClearedSide[] =>
  [...Map.groupBy(cleared, ({ entity }) => entity)].flatMap(([entity, receivables]) => {
    const { rate } = termsIn(terms, entity);
    const open = receivables.flatMap((receivable) =>
      receivable.balances
        .filter(({ openMinor }) => openMinor > 0n)
        .map((balance) => ({ receivable, balance })),
    );
    const values = valuesOf(
      open.map(({ receivable: { department, clientId }, balance: { side, component, openMinor } }) => ({
        group: JSON.stringify([bears[side], side, component, department, clientId]),
        minor: openMinor,
      })),
      currency,
      rate,
    );
    return open.map((one, at) => {
      const worthMinor = values[at] ?? 0n;
      const carriedMinor = rate === null ? worthMinor : (one.balance.carriedMinor ?? worthMinor);
      return { ...one, worthMinor, carriedMinor };
    });
  });
