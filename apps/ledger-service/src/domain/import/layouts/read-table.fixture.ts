import { toCalendarDate } from '@recoup/domain/calendar-date';
import { amountText } from '@recoup/domain/money';
import { totalOf } from '@recoup/domain/sides';
import type { ImportTerms, Preset, RowReading } from '../open-item.ts';
import { surveyDates } from '../values/date-order.ts';
import { presetOf } from './presets.ts';

const asOf = toCalendarDate('2026-03-31');
export const termsWith = (given: Partial<ImportTerms> = {}): ImportTerms => {
  if (!asOf) throw new Error('there is such a day');
  return { source: 'erp', asOf, entity: 'US01', currency: 'USD', revenueShare: null, ...given };
};

export const presetNamed = (name: string): Preset => {
  const preset = presetOf(name);
  if (!preset) throw new Error(`there is no preset ${name}`);
  return preset;
};

/** Reads rows of cells below a header by a kind of file, each as the shortest text that says what became of it. */
export const readTable = (
  preset: Preset,
  [header = [], ...lines]: readonly (readonly string[])[],
  given: Partial<ImportTerms> = {},
): readonly string[] => {
  const columns = header.map((name) => name.toLowerCase());
  const rows = lines.map((cells) =>
    Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])),
  );
  const survey = surveyDates(preset.columnsOf(columns).dates);
  for (const row of rows) survey.look(row);
  const order = preset.dates ?? survey.dateOrder();
  if (order === 'ambiguous') throw new Error('dates may mean two days');
  const read = preset.reader(columns, termsWith(given), {
    dates: order,
    style: preset.style,
    numbers: 'text',
  });
  return rows.map((row, index) => said(read(index + 2, row)));
};

const said = (reading: RowReading): string => {
  switch (reading.kind) {
    case 'item': {
      const { invoiceNumber, debtor, open, currency, invoiceDate, dueDate } = reading.item;
      const amount = amountText({ minor: totalOf(open), currency });
      return `${invoiceNumber} of ${debtor.number}: ${amount} ${currency}, ${invoiceDate} to ${dueDate}`;
    }
    case 'credit':
      return `credit ${amountText(reading.stated)}`;
    case 'invalid':
      return reading.errors.map(({ column, code }) => `${code} ${column}`).join(', ');
    default:
      return reading.kind;
  }
};
