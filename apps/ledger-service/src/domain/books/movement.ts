import type { Side } from '@recoup/domain/sides';
import { type EntityTerms, termsIn } from './entity-terms.ts';
import type { LockedReceivable } from './receivable.ts';
import { clearedSides, valuesOf } from './valuation.ts';

/** A change of what a receivable owes on one side: negative where it owes less. */
export type Movement = {
  readonly receivableId: string;
  readonly side: Side;
  readonly component: string;
  /** As it was when this was posted: a receivable may change its department, what was posted stands in the one that it had. */
  readonly department: string;
  readonly amountMinor: bigint;
  readonly functionalMinor: bigint;
};

/** What a write-off takes from each side of the receivables that it clears. */
export const writeOffMovements = (
  cleared: readonly LockedReceivable[],
  currency: string,
  terms: ReadonlyMap<string, EntityTerms>,
): readonly Movement[] =>
  clearedSides(cleared, currency, terms).map(
    ({
      receivable: { receivableId, department },
      balance: { side, component, openMinor },
      carriedMinor,
    }) => ({
      ...{ receivableId, side, component, department },
      ...{ amountMinor: -openMinor, functionalMinor: -carriedMinor },
    }),
  );

/** What a worksheet took from a side of a receivable of an entity. */
export type Applied = Omit<Movement, 'functionalMinor'> & { readonly entity: string };

/** What a recovery gives back to each side: valued as the receivable lines of its journals are, at the rate of its day. */
export const recoveryMovements = (
  applied: readonly Applied[],
  currency: string,
  terms: ReadonlyMap<string, EntityTerms>,
): readonly Movement[] =>
  [...Map.groupBy(applied, ({ entity }) => entity)].flatMap(([entity, own]) => {
    const amounts = own.map(({ side, component, amountMinor }) => ({
      group: JSON.stringify([side, component]),
      minor: amountMinor,
    }));
    const values = valuesOf(amounts, currency, termsIn(terms, entity).rate);
    return own.map(({ entity: _, ...movement }, at) => ({ ...movement, functionalMinor: values[at] ?? 0n }));
  });
