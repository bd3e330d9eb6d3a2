import { toCurrency } from '@recoup/domain/currency';
import { noSides } from '@recoup/domain/sides';
import { rowReader } from '../fields.ts';
import { checkConstants, missingColumns, sameFields } from '../file-terms.ts';
import { noAgreementTerms, type Preset } from '../open-item.ts';
import { rowReading } from '../row-reading.ts';
import { splitAmount } from '../values/split-amount.ts';

const required = [
  'countrycode',
  'customerid',
  'invoicenumber',
  'invoicedate',
  'duedate',
  'invoiceamount',
  'disputed',
];

const compared = {
  entity: 'entity',
  invoiceNumber: 'invoicenumber',
  invoiceDate: 'invoicedate',
  currency: 'currency',
  ...{ client: 'customerid', debtor: 'customerid', agent: '', currentBalance: '' },
};

/**
 * Invoices of the IBM late-payment sample: one amount column, dates whose order the file as a whole decides, client and
 * debtor are the customer. `SettledDate` says whether the invoice was still open; what happened after the as-of date is never read.
 */
export const ibmLatePayments: Preset = {
  name: 'ibm-late-payments',
  version: 1,
  header: required.map((column) => [column]),
  report: false,
  style: 'plain',
  dates: null,
  columnsOf: (columns) => ({
    fields: sameFields([...required, 'settleddate'], columns),
    compared,
    dates: ['invoicedate', 'duedate', 'settleddate'],
    amounts: ['invoiceamount'],
  }),
  check: (columns, terms) => [
    ...missingColumns(columns, required),
    ...checkConstants(terms, { entity: true, currency: true }),
  ],
  reader: (_columns, terms, writing) => (row, raw) => {
    const { dates } = writing;
    const field = rowReader(row, raw, writing);
    const currency = toCurrency(terms.currency ?? '');
    const total = currency ? field.amount('invoiceamount', currency, 'refuse') : 0n;
    const customer = { number: field.code('customerid'), name: field.text('customerid') };
    const item = {
      entity: terms.entity ?? '',
      department: field.code('countrycode'),
      deal: customer.number,
      client: customer,
      debtor: customer,
      agent: null,
      invoiceNumber: field.code('invoicenumber'),
      instalment: '',
      disputeOpen: field.flag('disputed'),
      disputeReason: null,
      ...{ collectionClass: null, glReference: null, agreement: noAgreementTerms },
    };
    const found = {
      currency,
      invoiceDate: field.date('invoicedate', dates),
      dueDate: field.date('duedate', dates),
      settledOn: field.optionalDate('settleddate', dates),
      open: currency ? splitAmount(total, currency, terms.revenueShare) : noSides,
      total,
    };
    return rowReading(field, item, found, terms.asOf);
  },
};
