import type { DateOrder } from '../open-item.ts';
import type { NumberStyle } from '../values/number-style.ts';

/** What a column of a table may hold. */
export const layoutFields = [
  'entity',
  'department',
  'deal',
  'clientNumber',
  'clientName',
  'debtorNumber',
  'debtorName',
  'agentNumber',
  'agentName',
  'invoiceNumber',
  'instalment',
  'invoiceDate',
  'dueDate',
  'currency',
  'open',
  'revenue',
  'payable',
  'tax',
  'fee',
  'documentType',
  'status',
  'disputeOpen',
  'disputeReason',
  'collectionClass',
  'glReference',
] as const;
export type LayoutField = (typeof layoutFields)[number];

/** What a table of open items looks like, as data: which column holds what, and how it writes what can be written in several ways. */
export type Layout = {
  readonly name: string;
  readonly version: number;
  /** The headings under which a field may stand; the first that a file has counts. */
  readonly columns: Readonly<Partial<Record<LayoutField, readonly string[]>>>;
  /** Under which headings the currency of an amount stands, by the key of its heading; of one not named here the field says it. */
  readonly currencyOf: Readonly<Record<string, readonly string[]>>;
  /** By which headings a file is known to be of this kind; a group names the same thing in several ways. */
  readonly header: readonly (readonly string[])[];
  /** Whether it is printed for people, with headings and totals between its items. */
  readonly report: boolean;
  /** Whether headings between the items name the debtor of those below. */
  readonly debtorAbove: boolean;
  /** Columns by age, in one of which what is open stands; and the column of their sum. */
  readonly buckets: readonly string[];
  readonly bucketTotal: string | null;
  readonly style: NumberStyle;
  /** The order of its dates where that is fixed; else each file shows it. */
  readonly dates: DateOrder | null;
  /** Types of documents that are never owed, in lower case; whatever is below zero is not owed either. */
  readonly credits: readonly string[];
  /** States of documents that are nobody's debt, such as drafts, in lower case. */
  readonly passedBy: readonly string[];
  /** Whether an empty currency means the one that is given with the import, beside others. */
  readonly ownCurrencyEmpty: boolean;
  /** What a field holds in every row. */
  readonly constants: Readonly<Partial<Record<LayoutField, string>>>;
  /** What the values of a field mean, by their text in lower case. */
  readonly values: Readonly<Partial<Record<LayoutField, Readonly<Record<string, string>>>>>;
  readonly revenueShare: string | null;
  /** Of a kind that holds no open items unless columns were added: what it is. */
  readonly noOpenItems: string | null;
};

/** A plain table in which everything stands in columns of its own. */
export const plainTable = {
  report: false,
  debtorAbove: false,
  buckets: [],
  bucketTotal: null,
  style: 'plain',
  dates: null,
  credits: [],
  passedBy: [],
  ownCurrencyEmpty: false,
  constants: {},
  values: {},
  currencyOf: {},
  revenueShare: null,
  noOpenItems: null,
} as const satisfies Partial<Layout>;
