import { amountText, type Money, money } from '@recoup/domain/money';
import { noSides } from '@recoup/domain/sides';
import { mustBeDate, type RowReader, rowReader } from '../fields.ts';
import {
  type ImportTerms,
  noAgreementTerms,
  type Party,
  type RawRow,
  type RowReading,
  type Writing,
} from '../open-item.ts';
import { rowReading } from '../row-reading.ts';
import { readDate, readNamedDate } from '../values/written-date.ts';
import { constantColumn, debtorColumn, type TableColumns } from './headings.ts';
import type { Layout, LayoutField } from './layout.ts';
import { currencyIn, openIn } from './open-in-line.ts';

/** What does not change from line to line. */
export type Table = {
  readonly layout: Layout;
  readonly columns: TableColumns;
  readonly terms: ImportTerms;
  readonly writing: Writing;
};

/** Customers that are none. */
const nobody = ['-none-', '(none)', 'no name', '- no customer -'];

/** Reads a line that holds an item; `above` is the heading under which it stands. */
export const readLine = (table: Table, row: number, given: RawRow, above: string | null): RowReading => {
  const { layout, columns, terms, writing } = table;
  const { at } = columns;
  const raw = asMeant(layout, columns, given, above);
  const cell = (name: LayoutField): string => raw[at[name] ?? '']?.trim() ?? '';
  if (layout.passedBy.includes(cell('status').toLowerCase())) return { kind: 'not-item' };

  const field = rowReader(row, raw, writing);
  const currency = currencyIn(table, field, cell('currency'));
  const open = currency ? openIn(table, field, currency, raw) : undefined;
  const stated = currency && open ? money(open.total, currency) : null;
  const isCredit =
    stated !== null && (stated.minor < 0n || layout.credits.includes(cell('documentType').toLowerCase()));
  if (stated && isCredit && field.errors.length === 0) return creditReading(row, table, stated, cell);

  const [invoiceDate, dueDate] = [dateIn(field, at.invoiceDate, writing), dateIn(field, at.dueDate, writing)];
  const item = { ...namedIn(field, table), ...saidIn(field, table) };
  if (at.entity !== undefined) field.mustAgree(at.entity, item.entity, terms.entity);
  if (invoiceDate && dueDate && dueDate < invoiceDate)
    field.fail(at.dueDate ?? '', 'DUE_BEFORE_INVOICE', 'must not be before the invoice date');
  const found = { currency, invoiceDate, dueDate, open: open?.sides ?? noSides, total: open?.total ?? 0n };
  return rowReading(field, item, found, terms.asOf);
};

const dateIn = (field: RowReader, column: string | undefined, { dates }: Writing) => {
  if (column === undefined) return undefined;
  const text = field.text(column);
  if (text === '') return undefined;
  return readDate(text, dates) ?? readNamedDate(text) ?? field.fail(column, 'NOT_A_DATE', mustBeDate);
};

/** By what the item and its parties are found again. */
const namedIn = (field: RowReader, { columns: { at }, terms }: Table) => {
  const debtor = debtorIn(field, at);
  return {
    entity: at.entity === undefined ? (terms.entity ?? '') : field.code(at.entity),
    department: codeIn(field, at.department) ?? 'NONE',
    deal: codeIn(field, at.deal) ?? debtor.number,
    client: partyIn(field, at.clientNumber, at.clientName) ?? debtor,
    debtor,
    agent: partyIn(field, at.agentNumber, at.agentName),
    invoiceNumber: field.code(at.invoiceNumber ?? ''),
    instalment: codeIn(field, at.instalment) ?? '',
  };
};

const saidIn = (field: RowReader, { columns: { at } }: Table) => ({
  disputeOpen: at.disputeOpen === undefined ? false : field.flag(at.disputeOpen),
  disputeReason: at.disputeReason === undefined ? null : field.optionalName(at.disputeReason),
  collectionClass: codeIn(field, at.collectionClass),
  glReference: codeIn(field, at.glReference),
  agreement: noAgreementTerms,
});

const codeIn = (field: RowReader, column: string | undefined): string | null =>
  column === undefined ? null : field.optionalCode(column);

/** A party by its number and name; where a file has one of them only, it stands for both. Null where it names none. */
const partyIn = (field: RowReader, number: string | undefined, name: string | undefined): Party | null => {
  const key = codeIn(field, number ?? name);
  if (key === null) return null;
  return { number: key, name: (number && name && field.optionalName(name)) || key };
};

const debtorIn = (field: RowReader, { debtorNumber, debtorName }: TableColumns['at']): Party => {
  const found = partyIn(field, debtorNumber, debtorName);
  if (found && !nobody.includes(found.number.toLowerCase())) return found;
  field.fail(debtorNumber ?? debtorName ?? '', 'MISSING_VALUE', 'must name a customer');
  return { number: '', name: '' };
};

/** What a customer has to its credit: listed with its amount, since nobody owes it. */
const creditReading = (
  row: number,
  { columns: { at, buckets } }: Table,
  stated: Money,
  cell: (name: LayoutField) => string,
): RowReading => {
  const document = [cell('documentType'), cell('invoiceNumber')].filter((text) => text !== '').join(' ');
  const of = [document, cell('debtorName') || cell('debtorNumber')]
    .filter((text) => text !== '')
    .join(' of ');
  const value = `${amountText(stated)} ${stated.currency}`;
  const reason = `is a credit${of === '' ? '' : ` (${of})`}: it is no open item and was not taken`;
  const column = at.open ?? at.revenue ?? buckets[0] ?? '';
  return { kind: 'credit', stated, remarks: [{ row, column, value, code: 'CREDIT_NOT_TAKEN', reason }] };
};

/** A row with the constants of its layout and the debtor above it, and its values as the layout says that they are meant. */
const asMeant = (
  { constants, values, debtorAbove }: Layout,
  columns: TableColumns,
  given: RawRow,
  above: string | null,
): RawRow => {
  const raw: Record<string, string> = { ...given };
  for (const [name, value] of Object.entries(constants)) raw[constantColumn(name as LayoutField)] = value;
  const debtor = debtorColumn(columns);
  if (debtorAbove && debtor !== undefined && !raw[debtor]?.trim()) raw[debtor] = above ?? '';
  for (const [name, meanings] of Object.entries(values)) {
    const column = columns.at[name as LayoutField];
    const written = column === undefined ? '' : (raw[column] ?? '').trim().toLowerCase();
    if (column !== undefined && Object.hasOwn(meanings, written)) raw[column] = meanings[written] ?? '';
  }
  return raw;
};
