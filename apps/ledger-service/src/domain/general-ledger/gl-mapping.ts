import type { Side } from '@recoup/domain/sides';
import type { PostedRole } from '../books/account-role.ts';

/** Names of ours with the ids of the general ledger. */
type Ids = Readonly<Record<string, string>>;

/** How a write-off is posted: a journal, one whose credit is then applied to invoices, or a credit memo for each invoice. */
export const postingStrategies = ['JOURNAL', 'JOURNAL_AND_APPLICATION', 'CREDIT_MEMO'] as const;
export type PostingStrategy = (typeof postingStrategies)[number];

/** How our names become the general ledger's ids. `*` stands for every name that has no row of its own. */
export type GlMapping = {
  readonly subsidiaries: Ids;
  readonly currencies: Ids;
  readonly accounts: Readonly<Partial<Record<PostedRole, string>>>;
  /** Other accounts of some lines of a role: the row that names most of a line wins, the earlier one among equals. */
  readonly accountExceptions: readonly AccountException[];
  /** Debtors, as customers. */
  readonly customers: Ids;
  /** Clients, as vendors; where there is no such list, client payable lines name nobody. */
  readonly vendors?: Ids | undefined;
  readonly departments: Ids;
  /** Whether a line may go without a department; then only its memo names it. */
  readonly departmentRequired: boolean;
  readonly strategy: PostingStrategy;
  /** Of credit memos: the items whose income accounts bear what is given up. */
  readonly items: Readonly<Partial<Record<PostedRole, string>>>;
};

export type AccountException = {
  readonly role: PostedRole;
  readonly side?: Side | undefined;
  readonly department?: string | undefined;
  readonly id: string;
};

/**
 * The mapped id, or that of the row `*`, in which `*` stands for the name itself: `eid:*` is the record with that external id.
 * Undefined where neither is there.
 */
export const mapped = (rows: Ids, name: string): string | undefined =>
  Object.hasOwn(rows, name) ? rows[name] : rows['*']?.replace('*', () => name);

/** Whether write-offs clear invoices of the general ledger, each of which must then be known by its id there. */
export const clearsInvoices = ({ strategy }: Pick<GlMapping, 'strategy'>): boolean => strategy !== 'JOURNAL';
