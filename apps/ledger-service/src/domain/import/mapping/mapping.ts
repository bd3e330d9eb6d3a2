import type { DateOrder } from '../open-item.ts';
import { type Layout, type LayoutField, plainTable } from '../table/layout.ts';
import type { NumberStyle } from '../values/number-style.ts';

/** How the files of a source are read, as somebody who knows them wrote it down. */
export type Mapping = {
  /** The heading of the column that holds a field. */
  readonly columns: Readonly<Partial<Record<LayoutField, string>>>;
  /** What a field holds in every row. */
  readonly constants: Readonly<Partial<Record<LayoutField, string>>>;
  /** What the values of a field mean. */
  readonly values: Readonly<Partial<Record<LayoutField, Readonly<Record<string, string>>>>>;
  readonly numbers: NumberStyle;
  /** Null where each file shows it. */
  readonly dates: DateOrder | null;
  readonly revenueShare: string | null;
  /** Whether headings and totals stand between the items. */
  readonly report: boolean;
  /** Types of documents that are never owed. */
  readonly credits: readonly string[];
  /** States of documents that are nobody's debt. */
  readonly passedBy: readonly string[];
};

/** A mapping as saved: under which version, with the digest of its content. */
export type SavedMapping = {
  readonly version: number;
  readonly contentHash: string;
  readonly content: Mapping;
};

export const mappedLayout = (name: string, { version, content }: SavedMapping): Layout => {
  const { columns, values, credits, passedBy, ...more } = content;
  return {
    ...plainTable,
    name,
    version,
    columns: Object.fromEntries(Object.entries(columns).map(([field, heading]) => [field, [heading]])),
    header: Object.values(columns).map((heading) => [heading]),
    report: more.report,
    style: more.numbers,
    dates: more.dates,
    revenueShare: more.revenueShare,
    constants: more.constants,
    values: Object.fromEntries(
      Object.entries(values).map(([field, meanings]) => [field, lowerKeys(meanings)]),
    ),
    credits: credits.map((type) => type.toLowerCase()),
    passedBy: passedBy.map((state) => state.toLowerCase()),
  };
};

const lowerKeys = (meanings: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(meanings).map(([written, meant]) => [written.trim().toLowerCase(), meant]),
  );

/** What is wrong with the columns that a mapping names; null where it can be used. */
export const mappingFault = ({ columns, constants }: Mapping): string | null => {
  const has = (field: LayoutField): boolean => columns[field] !== undefined || constants[field] !== undefined;
  const lacking = (['invoiceNumber', 'invoiceDate', 'dueDate'] as const).filter(
    (field) => columns[field] === undefined,
  );
  if (lacking.length > 0) return `must name ${lacking.join(', ')}`;
  if (!has('debtorNumber') && !has('debtorName')) return 'must name debtorNumber or debtorName';
  const sides = (['revenue', 'payable', 'tax', 'fee'] as const).filter((side) => columns[side] !== undefined);
  if (columns.open === undefined && sides.length === 0)
    return 'must name open, or the sides revenue, payable, tax and fee';
  if (columns.open !== undefined && sides.length > 0) return 'must name open or the sides, not both';
  return null;
};
