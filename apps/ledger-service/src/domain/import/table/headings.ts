import type { Layout, LayoutField } from './layout.ts';
import { layoutFields } from './layout.ts';

/** What a first column without a heading is called. */
export const firstColumn = '(first column)';

/** What tells two headings apart: `Document No.` and `document no` are one, `< 1 Month` and `1 Month` are two. */
export const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}<>#+%]/gu, '');

/** The column of a file under one of these headings; the earlier heading wins. */
export const columnUnder = (columns: readonly string[], headings: readonly string[]): string | undefined => {
  for (const heading of headings) {
    const key = headingKey(heading);
    const found = columns.find((column) => headingKey(column) === key);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Where in a file stands what a layout knows of. */
export type TableColumns = {
  readonly at: Readonly<Partial<Record<LayoutField, string>>>;
  readonly buckets: readonly string[];
  readonly bucketTotal: string | undefined;
  /** The first one, in which headings, totals and remarks between the items stand. */
  readonly label: string;
};

export const tableColumns = (layout: Layout, columns: readonly string[]): TableColumns => {
  const at = fieldsAt(layout, columns);
  const buckets = layout.buckets.flatMap((bucket) => columnUnder(columns, [bucket]) ?? []);
  const bucketTotal = layout.bucketTotal === null ? undefined : columnUnder(columns, [layout.bucketTotal]);
  return { at, buckets, bucketTotal, label: columns[0] ?? '' };
};

const fieldsAt = (layout: Layout, columns: readonly string[]): TableColumns['at'] => {
  const open = columnUnder(columns, layout.columns.open ?? []);
  const ofAmount = open === undefined ? undefined : layout.currencyOf[headingKey(open)];
  const headings = ofAmount ? { ...layout.columns, currency: ofAmount } : layout.columns;
  const at: Partial<Record<LayoutField, string>> = {};
  for (const field of layoutFields) {
    const column = Object.hasOwn(layout.constants, field)
      ? constantColumn(field)
      : columnUnder(columns, headings[field] ?? []);
    if (column !== undefined) at[field] = column;
  }
  return layout.debtorAbove && !at.debtorName && !at.debtorNumber ? { ...at, debtorName: headingAbove } : at;
};

/** The column that takes the heading under which a row stands. */
export const debtorColumn = ({ at }: TableColumns): string | undefined => at.debtorName ?? at.debtorNumber;

/** What the debtor of a row is called where it stands above the row, and in no column. */
const headingAbove = 'customer (heading above)';

/** Under this name a constant stands in a row, where no column of a file can be called the same. */
export const constantColumn = (field: LayoutField): string => `${field} (constant)`;
