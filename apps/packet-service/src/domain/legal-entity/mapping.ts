import type { SideAmounts } from '@recoup/domain/sides';
import type { Receivable } from '../receivable/receivable.ts';
import type { GlName, LegalEntity } from './legal-entity.ts';

/** What the general ledger cannot take of a write-off in an entity, by names of the mapping. */
export type MissingMapping = {
  readonly roles: readonly string[];
  readonly currency: string | null;
  /** Whether the id is missing that the invoice has in the general ledger. */
  readonly invoice: boolean;
  /** Whoever and whatever it is about, as far as that has no id there. */
  readonly names: readonly GlName[];
};

/** The accounts that the write-off of a receivable posts to: receivables always, and what bears each side that is open. */
const rolesFor = ({ revenue, payable, tax, fee }: SideAmounts): readonly string[] => [
  'AR',
  ...(revenue !== 0n || fee !== 0n ? ['CLEXP'] : []),
  ...(payable !== 0n ? ['CPAY'] : []),
  ...(tax !== 0n ? ['TAXP'] : []),
];

type OfWriteOff = Pick<Receivable, 'open' | 'glReference' | 'debtor' | 'client' | 'department'>;

/** Whom and what the write-off of a receivable names there: the client on what the client is owed alone. */
export const glNamesOf = ({ open, debtor, client, department }: OfWriteOff): readonly GlName[] => [
  { kind: 'CUSTOMER', name: debtor.number },
  ...(open.payable === 0n ? [] : [{ kind: 'VENDOR', name: client.number } as const]),
  { kind: 'DEPARTMENT', name: department },
];

/** What is not mapped of what the write-off of a receivable needs; undefined where nothing is missing. */
export const missingMapping = (
  { glMapping }: LegalEntity,
  receivable: OfWriteOff,
  currency: string,
  isMapped: (name: GlName) => boolean,
): MissingMapping | undefined => {
  const roles = rolesFor(receivable.open).filter((role) => !glMapping?.accountRoles.includes(role));
  const known = glMapping?.currencies.includes(currency) ?? false;
  const invoice = (glMapping?.clearsInvoices ?? false) && receivable.glReference === null;
  const listed = glMapping?.listedNames ?? [];
  const names = glNamesOf(receivable).filter((name) => listed.includes(name.kind) && !isMapped(name));
  return roles.length === 0 && known && !invoice && names.length === 0
    ? undefined
    : { roles, currency: known ? null : currency, invoice, names };
};
