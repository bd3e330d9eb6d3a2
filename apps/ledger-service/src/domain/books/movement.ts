import type { Side } from '@recoup/domain/sides';
import { type EntityTerms, termsIn } from './entity-terms.ts';
import type { LockedReceivable } from './receivable.ts';
import { functionalMinor } from './valuation.ts';

/** A change of what a receivable owes on one side: negative where it owes less. */
export type Movement = {
  readonly receivableId: string;
  readonly side: Side;
  readonly component: string;
  readonly amountMinor: bigint;
  readonly functionalMinor: bigint;
};

/** What a write-off takes from each side of the receivables that it clears. */
export const writeOffMovements = (
  cleared: readonly LockedReceivable[],
  terms: ReadonlyMap<string, EntityTerms>,
): readonly Movement[] =>
  cleared.flatMap(({ receivableId, entity, currency, balances }) => {
    const { rate } = termsIn(terms, entity);
    return balances
      .filter(({ openMinor }) => openMinor > 0n)
      .map(({ side, component, openMinor }) => ({
        receivableId,
        side,
        component,
        amountMinor: -openMinor,
        functionalMinor: -functionalMinor(openMinor, currency, rate),
      }));
  });
