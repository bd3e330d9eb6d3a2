import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import type { Money } from '@recoup/domain/money';
import type { SideAmounts } from '@recoup/domain/sides';
import type { NumberStyle } from './values/number-style.ts';

/** What a source says of a receivable as of a day, read and found valid. Nothing open says that it was settled there. */
export type OpenItem = {
  readonly entity: string;
  readonly department: string;
  readonly deal: string;
  readonly client: Party;
  readonly debtor: Party;
  readonly agent: Party | null;
  readonly invoiceNumber: string;
  /** Which instalment of its number; empty where the number is one item. */
  readonly instalment: string;
  readonly invoiceDate: CalendarDate;
  readonly dueDate: CalendarDate;
  readonly currency: Currency;
  readonly open: SideAmounts;
  readonly disputeOpen: boolean;
  readonly disputeReason: string | null;
  readonly collectionClass: string | null;
  /** The invoice in the general ledger, where the source names it. */
  readonly glReference: string | null;
  readonly agreement: AgreementTerms;
};

/** What a source says about the agreement behind an item; null where it says nothing. */
export type AgreementTerms = {
  readonly type: string | null;
  readonly status: string | null;
  readonly stopDate: CalendarDate | null;
  /** The current balance of the agreement as a whole, in minor units of the item's currency. */
  readonly currentMinor: bigint | null;
};

export const noAgreementTerms: AgreementTerms = {
  type: null,
  status: null,
  stopDate: null,
  currentMinor: null,
};

/** One invoice of the past as a file gives it: it shows how an account pays and never enters the ledger. */
export type SettledInvoice = {
  readonly entity: string;
  readonly client: Party;
  readonly debtor: Party;
  readonly invoiceNumber: string;
  readonly invoiceDate: CalendarDate;
  readonly dueDate: CalendarDate;
  readonly settledOn: CalendarDate;
  /** What was billed on all sides. */
  readonly total: Money;
  readonly disputed: boolean;
};

/** A client, debtor or agent by the number and name the source gives. */
export type Party = { readonly number: string; readonly name: string };

/** Why a row, or the file, is not accepted: where, what stood there, and what to do about it. */
export type RowError = {
  /** The line of the file, the header being line 1; 0 when the whole file or a constant is meant. */
  readonly row: number;
  /** Empty when the whole line, or file, is meant. */
  readonly column: string;
  readonly value: string;
  readonly code: RowErrorCode;
  readonly reason: string;
};

export const rowErrorCodes = [
  'EMPTY_FILE',
  'MISSING_COLUMN',
  'UNKNOWN_COLUMN',
  'MISSING_VALUE',
  'TOO_LONG',
  'NOT_A_DATE',
  'AMBIGUOUS_DATES',
  'AMBIGUOUS_AMOUNTS',
  'NOT_AN_AMOUNT',
  'NEGATIVE_AMOUNT',
  'TOO_MANY_DECIMALS',
  'TOO_LARGE',
  'NOTHING_OPEN',
  'UNKNOWN_CURRENCY',
  'NOT_A_FLAG',
  'DUE_BEFORE_INVOICE',
  'DUPLICATE',
  'OUT_OF_SCOPE',
  'AS_OF_IN_FUTURE',
  'INVOICE_NUMBER_REUSED',
  'PARTY_AMBIGUOUS',
  'AGREEMENT_CONTRADICTED',
  'MOSTLY_NEW',
  'UNDER_ANOTHER_SOURCE',
  'OVERTAKEN',
  'NOTHING_CONCLUDED',
  'CURRENCY_CHANGED',
  'PARTY_CHANGED',
  'TOO_MANY_ROWS',
  'NOT_READABLE',
  'CONSTANT_CONTRADICTED',
  'UNKNOWN_ENTITY',
  'SPREADSHEET_NUMBER',
  'UNSEEN_CHARACTER',
  'DIRECTION_REMOVED',
  'CREDIT_NOT_TAKEN',
  'NOT_AN_OPEN_ITEM_FILE',
  'CONTROL_TOTAL_DIFFERS',
] as const;
export type RowErrorCode = (typeof rowErrorCodes)[number];

/**
 * What became of one row of a file: an item as of the day, an invoice settled by then, nothing because it was issued later, what the
 * customer has to its credit, or no item at all, such as a total. `stated` is what the row says is open, where it can be read.
 */
export type RowReading =
  | { readonly kind: 'item'; readonly item: OpenItem; readonly remarks: readonly RowError[] }
  | {
      readonly kind: 'settled';
      readonly invoice: SettledInvoice;
      /** The same with nothing open. */
      readonly item: OpenItem;
      readonly remarks: readonly RowError[];
    }
  | { readonly kind: 'not-open'; readonly stated: Money | null }
  | { readonly kind: 'credit'; readonly stated: Money; readonly remarks: readonly RowError[] }
  | { readonly kind: 'not-item' }
  | {
      readonly kind: 'invalid';
      readonly errors: readonly RowError[];
      readonly means: ItemNamed | null;
      readonly stated: Money | null;
    };

/** The item that a row names, whatever else is wrong with it. */
export type ItemNamed = { readonly entity: string; readonly invoiceNumber: string };

/** What the caller says about a file besides its rows. */
export type ImportTerms = {
  readonly source: string;
  readonly asOf: CalendarDate;
  readonly entity: string | null;
  readonly currency: string | null;
  /** The revenue share of a single amount column, as a decimal from 0 to 1; without it all of it is revenue. */
  readonly revenueShare: string | null;
};

/** A row by column name, as text. */
export type RawRow = Readonly<Record<string, string>>;

/** What the comparison of rows with each other and with the ledger may find wrong. */
export const comparedFields = [
  ...['entity', 'invoiceNumber', 'invoiceDate', 'currency', 'client', 'debtor', 'agent', 'currentBalance'],
] as const;
export type ComparedField = (typeof comparedFields)[number];

/** How the rows of one kind of file are read. */
export type Preset = {
  readonly name: string;
  /** Counts the ways in which this preset has read its files, so that what an import said can be read again. */
  readonly version: number;
  /** What its header is known by; a group names the same thing in several ways. */
  readonly header: readonly (readonly string[])[];
  /** Whether it is printed for people: with lines between the items that are none, and lines that end early. */
  readonly report: boolean;
  readonly style: NumberStyle;
  /** What is wrong with the header and the constants; empty when rows can be read. */
  readonly check: (columns: readonly string[], terms: ImportTerms) => readonly RowError[];
  readonly columnsOf: (columns: readonly string[]) => PresetColumns;
  /** The order of its dates where that is fixed; else the file shows it. */
  readonly dates: DateOrder | null;
  /** Reads of one file under which debtor each row stands; absent where rows say it themselves. */
  readonly debtorAbove?: (columns: readonly string[]) => DebtorAbove;
  /** Reads the rows of one file from the first to the last. */
  readonly reader: (columns: readonly string[], terms: ImportTerms, writing: Writing) => ReadRow;
};

/** Of a report in which headings name the debtor of the rows below them. */
export type DebtorAbove = {
  /** Where a row says its debtor itself; of a file without such a column, what one is called. */
  readonly column: string;
  /** The heading under which a row stands, asked of each row of one file in turn; null where none stands above it. */
  readonly above: (raw: RawRow) => string | null;
};

export type ReadRow = (row: number, raw: RawRow) => RowReading;

/** Where in a file stands what is compared, and which of its columns hold dates and amounts. */
export type PresetColumns = {
  /** The columns of the file, or the constants. */
  readonly compared: Readonly<Record<ComparedField, string>>;
  readonly dates: readonly string[];
  readonly amounts: readonly string[];
  /** What each column that is read holds. */
  readonly fields: Readonly<Record<string, string>>;
};

/** How a file writes what can be written in several ways. */
export type Writing = {
  readonly dates: DateOrder;
  readonly style: NumberStyle;
  /** `float` where numbers came through a binary fraction, so that 0.3 may stand as 0.30000000000000004. */
  readonly numbers: 'text' | 'float';
};
export type DateOrder = 'iso' | 'day-first' | 'month-first';
