import type { SideAmounts } from '@recoup/domain/sides';
import type { LegalEntity } from './legal-entity.ts';

/** What the general ledger cannot take of a write-off in an entity, by names of the mapping. */
export type MissingMapping = { readonly roles: readonly string[]; readonly currency: string | null };

/** The accounts that the write-off of a receivable posts to: receivables always, and what bears each side that is open. */
const rolesFor = ({ revenue, payable, tax, fee }: SideAmounts): readonly string[] => [
  'AR',
  ...(revenue !== 0n || fee !== 0n ? ['CLEXP'] : []),
  ...(payable !== 0n ? ['CPAY'] : []),
  ...(tax !== 0n ? ['TAXP'] : []),
];

/** What is not mapped of what the write-off of a receivable needs; undefined where nothing is missing. */
export const missingMapping = (
  { glMapping }: LegalEntity,
  open: SideAmounts,
  currency: string,
): MissingMapping | undefined => {
  const roles = rolesFor(open).filter((role) => !glMapping?.accountRoles.includes(role));
  const known = glMapping?.currencies.includes(currency) ?? false;
  return roles.length === 0 && known ? undefined : { roles, currency: known ? null : currency };
};
