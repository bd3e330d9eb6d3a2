import { bySide, type Side, type SideAmounts } from '@recoup/domain/sides';

/** What is open on one side, or on one component of it: a tax authority, a revenue code, a kind of fee; '' where the source gives none. */
export type SideBalance = {
  readonly side: Side;
  readonly component: string;
  readonly openMinor: bigint;
  /** What that is carried at in the functional currency of its entity; null where no rate was known. */
  readonly carriedMinor: bigint | null;
};

/** A receivable as the ledger holds it under lock. */
export type LockedReceivable = {
  readonly receivableId: string;
  readonly entity: string;
  readonly department: string;
  readonly accountId: string;
  readonly debtorId: string;
  readonly clientId: string;
  readonly currency: string;
  /** Whether it is missing from its source, and nobody has said yet whether it is closed there. */
  readonly maybeClosedAtSource: boolean;
  readonly balances: readonly SideBalance[];
};

/** What a receivable owes on each side, whatever its components. */
export const openOf = ({ balances }: Pick<LockedReceivable, 'balances'>): SideAmounts =>
  bySide((side) =>
    balances.reduce((open, balance) => (balance.side === side ? open + balance.openMinor : open), 0n),
  );
