import { toCurrency } from '@recoup/domain/currency';
import { money } from '@recoup/domain/money';
import { surveyDates } from './date-order.ts';
import { mustBeDate, readDate, rowReader } from './fields.ts';
import { checkConstants, missingColumns } from './file-terms.ts';
import { noAgreementTerms, type Preset } from './open-item.ts';
import { settledInvoiceReading } from './settled-invoice.ts';
import { splitAmount } from './split-amount.ts';

const required = [
  'countrycode',
  'customerid',
  'invoicenumber',
  'invoicedate',
  'duedate',
  'invoiceamount',
  'disputed',
];

/**
 * Invoices of the IBM late-payment sample: one amount column, dates whose order the file as a whole decides, client and
 * debtor are the customer. `SettledDate` says whether the invoice was still open; what happened after the as-of date is never read.
 */
export const ibmPreset: Preset = {
  name: 'ibm-late-payments',
  version: 1,
  columns: {
    entity: 'entity',
    invoiceNumber: 'invoicenumber',
    invoiceDate: 'invoicedate',
    currency: 'currency',
    ...{ client: 'customerid', debtor: 'customerid', agent: '', currentBalance: '' },
  },
  check: (columns, terms) => [
    ...missingColumns(columns, required),
    ...checkConstants(terms, { entity: true, currency: true }),
  ],
  survey: () => surveyDates(['invoicedate', 'duedate', 'settleddate']),
  read: (row, raw, terms, { dates, numbers }) => {
    const field = rowReader(row, raw, numbers);
    const currency = toCurrency(terms.currency ?? '');
    const invoiceDate = field.date('invoicedate', dates);
    const dueDate = field.date('duedate', dates);
    const customer = { number: field.text('customerid'), name: field.text('customerid') };
    const minor = currency ? field.amount('invoiceamount', currency, 'refuse') : 0n;
    const settledText = field.optional('settleddate');
    const settled = settledText === null ? undefined : readDate(settledText, dates);
    if (settledText !== null && !settled) field.fail('settleddate', 'NOT_A_DATE', mustBeDate);
    const item = {
      entity: terms.entity ?? '',
      department: field.text('countrycode'),
      deal: customer.number,
      client: customer,
      debtor: customer,
      agent: null,
      invoiceNumber: field.text('invoicenumber'),
      instalment: '',
      disputeOpen: field.flag('disputed'),
      disputeReason: null,
      ...{ collectionClass: null, glReference: null, agreement: noAgreementTerms },
    };
    if (field.errors.length > 0 || !currency || !invoiceDate || !dueDate) return field.invalid(item);
    if (invoiceDate > terms.asOf) return { kind: 'not-open' };
    const dated = { ...item, currency, invoiceDate, dueDate };
    if (settled !== undefined && settled <= terms.asOf)
      return settledInvoiceReading(dated, settled, money(minor, currency), []);
    return {
      kind: 'item',
      item: { ...dated, open: splitAmount(minor, currency, terms.revenueShare) },
      rounded: [],
    };
  },
};
