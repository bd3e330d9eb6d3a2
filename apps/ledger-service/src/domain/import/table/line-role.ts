import type { RawRow } from '../open-item.ts';
import { readNamedDate } from '../values/written-date.ts';
import type { TableColumns } from './headings.ts';
import { headingKey } from './headings.ts';

/** What a line of a report is: an item, a heading of the items below it, or something else between them. */
export type LineRole =
  | { readonly kind: 'item' }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'between' };

const sum = /^(?:grand |sub-?)?totals?\b|^percentage\b|^sum\b|^\*+(?:\s|$)/i;
const item: LineRole = { kind: 'item' };
const between: LineRole = { kind: 'between' };

export const lineRole = (columns: readonly string[], { at, label }: TableColumns, raw: RawRow): LineRole => {
  const cell = (column: string | undefined): string =>
    column === undefined ? '' : (raw[column] ?? '').trim();
  const said = columns.filter((column) => cell(column) !== '');
  if (said.length === 0) return between;
  if (said.every((column) => headingKey(cell(column)) === headingKey(column))) return between;
  const text = cell(label);
  if (said.length === 1 && text !== '') {
    const isDate = label === at.invoiceDate && (/^[\d./-]+$/.test(text) || readNamedDate(text) !== undefined);
    return isDate ? item : { kind: 'heading', text };
  }
  const identified = [at.invoiceNumber, at.documentType, at.invoiceDate, at.dueDate].some(
    (column) => column !== label && cell(column) !== '',
  );
  return !identified && said.some((column) => sum.test(cell(column))) ? between : item;
};
