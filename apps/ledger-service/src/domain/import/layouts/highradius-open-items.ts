import { type Currency, toCurrency } from '@recoup/domain/currency';
import { noSides } from '@recoup/domain/sides';
import { mustBeCurrency, type RowReader, rowReader } from '../fields.ts';
import { checkConstants, missingColumns, sameFields } from '../file-terms.ts';
import { type ImportTerms, noAgreementTerms, type Preset, type RawRow } from '../open-item.ts';
import { rowReading } from '../row-reading.ts';
import { splitAmount } from '../values/split-amount.ts';

const required = ['business_code', 'cust_number', 'name_customer', 'doc_id', 'posting_date', 'due_in_date'];
const optional = ['invoice_currency', 'cust_payment_terms', 'clear_date'];
const amountColumns = ['total_open_amount', 'converted_usd'];

const compared = {
  entity: 'business_code',
  invoiceNumber: 'doc_id',
  invoiceDate: 'posting_date',
  currency: 'invoice_currency',
  ...{ client: 'cust_number', debtor: 'cust_number', agent: '', currentBalance: '' },
};
const inDollars = 'converted_usd';
const amountColumnOf = (columns: readonly string[]): string =>
  amountColumns.find((column) => columns.includes(column)) ?? 'total_open_amount';

/**
 * A food wholesaler's SAP export, as printed or as somebody saved it again: numbers as floats, three date styles in a row,
 * customer numbers that lost their leading zeros. Amounts beyond the currency's decimals are rounded half to even, and said so.
 */
export const highradiusOpenItems: Preset = {
  name: 'highradius-open-items',
  version: 1,
  header: [...required.map((column) => [column]), amountColumns],
  report: false,
  style: 'plain',
  dates: null,
  columnsOf: (columns) => ({
    compared,
    fields: sameFields([...required, ...optional, amountColumnOf(columns)], columns),
    dates: ['posting_date', 'due_in_date', 'clear_date'].filter((column) => columns.includes(column)),
    amounts: [amountColumnOf(columns)],
  }),
  check: (columns, terms) => [
    ...missingColumns(columns, required),
    ...(columns.some((column) => amountColumns.includes(column))
      ? []
      : missingColumns(columns, amountColumns)),
    ...checkConstants(terms, {
      entity: false,
      currency: !columns.includes('invoice_currency') && amountColumnOf(columns) !== inDollars,
    }),
  ],
  reader: (columns, terms, writing) => {
    const amountColumn = amountColumnOf(columns);
    return (row, raw) => {
      const { dates } = writing;
      const cleaned = withoutFloats(raw);
      const field = rowReader(row, cleaned, writing);
      const currency = currencyIn(field, cleaned, amountColumn, terms);
      const total = currency ? field.amount(amountColumn, currency, 'half-even') : 0n;
      const number = field.code('cust_number').replace(/^0+(?=\d)/, '');
      const customer = { number, name: field.name('name_customer') };
      const item = {
        entity: field.code('business_code'),
        department: field.optionalCode('cust_payment_terms') ?? 'NONE',
        deal: number,
        client: customer,
        debtor: customer,
        agent: null,
        invoiceNumber: field.code('doc_id'),
        instalment: '',
        disputeOpen: false,
        disputeReason: null,
        ...{ collectionClass: null, glReference: null, agreement: noAgreementTerms },
      };
      field.mustAgree('business_code', item.entity, terms.entity);
      const found = {
        currency,
        invoiceDate: field.date('posting_date', dates),
        dueDate: field.date('due_in_date', dates),
        settledOn: field.optionalDate('clear_date', dates),
        open: currency ? splitAmount(total, currency, terms.revenueShare) : noSides,
        total,
      };
      return rowReading(field, item, found, terms.asOf);
    };
  },
};

/** The currency of the amount: what was converted is in dollars, whatever the invoice was in. */
const currencyIn = (
  field: RowReader,
  raw: RawRow,
  amountColumn: string,
  terms: ImportTerms,
): Currency | undefined => {
  const converted = amountColumn === inDollars;
  const column = converted ? inDollars : 'invoice_currency';
  const currency = toCurrency(converted ? 'USD' : raw.invoice_currency || terms.currency || '');
  if (!currency) field.fail(column, 'UNKNOWN_CURRENCY', mustBeCurrency);
  field.mustAgree(column, currency, terms.currency);
  return currency;
};

/** Document numbers and compact dates came through a spreadsheet as `1929003413.0`. */
const withoutFloats = (raw: RawRow): RawRow =>
  Object.fromEntries(
    Object.entries(raw).map(([column, value]) => [
      column,
      amountColumns.includes(column) ? value : value.replace(/^(\d+)\.0$/, '$1'),
    ]),
  );
