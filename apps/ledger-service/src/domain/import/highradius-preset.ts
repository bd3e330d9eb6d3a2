import { toCurrency } from '@recoup/domain/currency';
import { money } from '@recoup/domain/money';
import { surveyDates } from './date-order.ts';
import { mustBeCurrency, mustBeDate, readDate, rowReader } from './fields.ts';
import { checkConstants, missingColumns } from './file-terms.ts';
import { noAgreementTerms, type Preset, type RawRow } from './open-item.ts';
import { settledInvoiceReading } from './settled-invoice.ts';
import { splitAmount } from './split-amount.ts';

const required = ['business_code', 'cust_number', 'name_customer', 'doc_id', 'posting_date', 'due_in_date'];
const amountColumns = ['total_open_amount', 'converted_usd'];

/**
 * A food wholesaler's SAP export, as printed or as somebody saved it again: numbers as floats, three date styles in a row,
 * customer numbers that lost their leading zeros. Amounts beyond the currency's decimals are rounded half to even, and said so.
 */
export const highradiusPreset: Preset = {
  name: 'highradius-open-items',
  version: 1,
  columns: {
    entity: 'business_code',
    invoiceNumber: 'doc_id',
    invoiceDate: 'posting_date',
    currency: 'invoice_currency',
    ...{ client: 'cust_number', debtor: 'cust_number', agent: '', currentBalance: '' },
  },
  check: (columns, terms) => [
    ...missingColumns(columns, required),
    ...(columns.some((column) => amountColumns.includes(column))
      ? []
      : missingColumns(columns, amountColumns)),
    ...checkConstants(terms, { entity: false, currency: !columns.includes('invoice_currency') }),
  ],
  survey: () => surveyDates(['posting_date', 'due_in_date']),
  read: (row, raw, terms, { dates, numbers }) => {
    const cleaned = withoutFloats(raw);
    const field = rowReader(row, cleaned, numbers);
    const currency = toCurrency(cleaned.invoice_currency || terms.currency || '');
    if (!currency) field.fail('invoice_currency', 'UNKNOWN_CURRENCY', mustBeCurrency);
    field.mustAgree('invoice_currency', currency, terms.currency);
    const invoiceDate = field.date('posting_date', dates);
    const dueDate = field.date('due_in_date', dates);
    const cleared = field.optional('clear_date');
    const clearedOn = cleared === null ? undefined : readDate(cleared, dates);
    if (cleared !== null && !clearedOn) field.fail('clear_date', 'NOT_A_DATE', mustBeDate);
    const amountColumn = amountColumns.find((column) => column in cleaned) ?? 'total_open_amount';
    const minor = currency ? field.amount(amountColumn, currency, 'half-even') : 0n;
    const number = field.text('cust_number').replace(/^0+(?=\d)/, '');
    const customer = { number, name: field.text('name_customer') };
    const item = {
      entity: field.text('business_code'),
      department: field.optional('cust_payment_terms') ?? 'NONE',
      deal: number,
      client: customer,
      debtor: customer,
      agent: null,
      invoiceNumber: field.text('doc_id'),
      instalment: '',
      disputeOpen: false,
      disputeReason: null,
      ...{ collectionClass: null, glReference: null, agreement: noAgreementTerms },
    };
    field.mustAgree('business_code', item.entity, terms.entity);
    if (field.errors.length > 0 || !currency || !invoiceDate || !dueDate) return field.invalid(item);
    if (invoiceDate > terms.asOf) return { kind: 'not-open' };
    const dated = { ...item, currency, invoiceDate, dueDate };
    if (clearedOn !== undefined && clearedOn <= terms.asOf)
      return settledInvoiceReading(dated, clearedOn, money(minor, currency), field.rounded);
    const open = splitAmount(minor, currency, terms.revenueShare);
    return { kind: 'item', item: { ...dated, open }, rounded: field.rounded };
  },
};

/** Document numbers and compact dates came through a spreadsheet as `1929003413.0`. */
const withoutFloats = (raw: RawRow): RawRow =>
  Object.fromEntries(
    Object.entries(raw).map(([column, value]) => [
      column,
      amountColumns.includes(column) ? value : value.replace(/^(\d+)\.0$/, '$1'),
    ]),
  );
