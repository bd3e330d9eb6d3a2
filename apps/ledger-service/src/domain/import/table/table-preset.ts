import { sides } from '@recoup/domain/sides';
import { checkConstants, missingColumns } from '../file-terms.ts';
import type { DebtorAbove, ImportTerms, Preset, PresetColumns, RawRow, RowError } from '../open-item.ts';
import { debtorColumn, type TableColumns, tableColumns } from './headings.ts';
import type { Layout, LayoutField } from './layout.ts';
import { lineRole } from './line-role.ts';
import { readLine } from './read-line.ts';

/** Reads the files that a layout describes. */
export const tablePreset = (layout: Layout): Preset => ({
  name: layout.name,
  version: layout.version,
  header: layout.header,
  report: layout.report,
  style: layout.style,
  dates: layout.dates,
  check: (columns, terms) => checkTable(layout, tableColumns(layout, columns), terms),
  columnsOf: (columns) => presetColumns(tableColumns(layout, columns), columns),
  reader: (columns, terms, writing) => {
    const table = { layout, columns: tableColumns(layout, columns), terms, writing };
    const standing = standingIn(columns, table.columns);
    return (row, raw) => {
      if (!layout.report) return readLine(table, row, raw, null);
      const { isItem, above } = standing(raw);
      return isItem ? readLine(table, row, raw, above) : { kind: 'not-item' };
    };
  },
  ...(layout.debtorAbove ? { debtorAbove: (columns) => debtorAbove(layout, columns) } : {}),
});

/** Says of each line of a report in turn whether it is an item, and under which heading it stands. */
const standingIn = (names: readonly string[], columns: TableColumns) => {
  let above: string | null = null;
  return (raw: RawRow): { readonly isItem: boolean; readonly above: string | null } => {
    const role = lineRole(names, columns, raw);
    if (role.kind !== 'item') above = role.kind === 'heading' ? role.text : null;
    return { isItem: role.kind === 'item', above };
  };
};

const debtorAbove = (layout: Layout, names: readonly string[]): DebtorAbove => {
  const columns = tableColumns(layout, names);
  const standing = standingIn(names, columns);
  const own = debtorColumn(columns);
  return {
    column: own !== undefined && names.includes(own) ? own : (layout.columns.debtorName?.[0] ?? ''),
    above: (raw) => standing(raw).above,
  };
};

const presetColumns = (
  { at, buckets, bucketTotal }: TableColumns,
  columns: readonly string[],
): PresetColumns => {
  const fields = [
    ...Object.entries(at).map(([field, column]) => [column, field] as const),
    ...buckets.map((bucket) => [bucket, 'open'] as const),
  ].filter(([column]) => columns.includes(column));
  const debtor = at.debtorNumber ?? at.debtorName ?? '';
  const given = (names: readonly LayoutField[]) => names.flatMap((name) => at[name] ?? []);
  return {
    compared: {
      entity: at.entity ?? 'entity',
      invoiceNumber: at.invoiceNumber ?? '',
      invoiceDate: at.invoiceDate ?? '',
      currency: at.currency ?? 'currency',
      client: at.clientNumber ?? at.clientName ?? debtor,
      debtor,
      agent: at.agentNumber ?? at.agentName ?? '',
      currentBalance: '',
    },
    fields: Object.fromEntries(fields),
    dates: given(['invoiceDate', 'dueDate']),
    amounts: [...given(['open', ...sides]), ...buckets, ...(bucketTotal === undefined ? [] : [bucketTotal])],
  };
};

const checkTable = (
  layout: Layout,
  { at, buckets }: TableColumns,
  terms: ImportTerms,
): readonly RowError[] => {
  const lacking: string[] = [];
  const need = (there: boolean, field: LayoutField, otherwise: string) => {
    if (!there) lacking.push(layout.columns[field]?.[0] ?? otherwise);
  };
  need(at.invoiceNumber !== undefined, 'invoiceNumber', 'invoice number');
  need(at.invoiceDate !== undefined, 'invoiceDate', 'invoice date');
  need(at.dueDate !== undefined, 'dueDate', 'due date');
  need(at.debtorNumber !== undefined || at.debtorName !== undefined, 'debtorName', 'customer');
  const hasSides = sides.some((side) => at[side] !== undefined);
  const hasAmounts = hasSides || at.open !== undefined || buckets.length > 0;
  need(hasAmounts, 'open', layout.buckets[0] ?? 'open amount');
  if (lacking.length > 0 && layout.noOpenItems !== null) return [noOpenItems(layout.noOpenItems, lacking)];
  const constants = {
    entity: at.entity === undefined,
    currency: at.currency === undefined || layout.ownCurrencyEmpty,
  };
  return [
    ...missingColumns([], lacking),
    ...checkConstants(terms, constants),
    ...(hasSides && terms.revenueShare !== null ? [shareOfSides(terms.revenueShare)] : []),
  ];
};

const noOpenItems = (what: string, lacking: readonly string[]): RowError => ({
  row: 1,
  column: '',
  value: '',
  code: 'NOT_AN_OPEN_ITEM_FILE',
  reason: `${what}; as a file of open items it would need ${columnsNamed(lacking)}`,
});

const columnsNamed = (names: readonly string[]): string =>
  names.length === 1 ? `the column ${names[0]}` : `the columns ${names.join(', ')}`;

const shareOfSides = (share: string): RowError => ({
  row: 0,
  column: 'revenueShare',
  value: share,
  code: 'CONSTANT_CONTRADICTED',
  reason: 'must not be given, because the file has columns for revenue and payable',
});
