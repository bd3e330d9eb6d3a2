import type { SideAmounts } from '@recoup/domain/sides';
import type { Receivable } from '../receivable/receivable.ts';
import type { LegalEntity } from './legal-entity.ts';

/** What the general ledger cannot take of a write-off in an entity, by names of the mapping. */
export type MissingMapping = {
  readonly roles: readonly string[];
  readonly currency: string | null;
  /** Whether the id is missing that the invoice has in the general ledger. */
  readonly invoice: boolean;
};

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
  { open, glReference }: Pick<Receivable, 'open' | 'glReference'>,
  currency: string,
): MissingMapping | undefined => {
  const roles = rolesFor(open).filter((role) => !glMapping?.accountRoles.includes(role));
  const known = glMapping?.currencies.includes(currency) ?? false;
  const invoice = (glMapping?.clearsInvoices ?? false) && glReference === null;
  return roles.length === 0 && known && !invoice
    ? undefined
    : { roles, currency: known ? null : currency, invoice };
};
