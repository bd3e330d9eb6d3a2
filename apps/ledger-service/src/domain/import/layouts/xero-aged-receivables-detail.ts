import { type Layout, plainTable } from '../table/layout.ts';

/** The report Aged Receivables Detail of Xero: contacts stand as headings, and what is open stands in the column of its age. */
export const xeroAgedReceivablesDetail: Layout = {
  ...plainTable,
  name: 'xero-aged-receivables-detail',
  version: 1,
  header: [
    ['invoice date', 'date'],
    ['due date'],
    ['invoice number', 'number'],
    ['current'],
    ['older'],
    ['total'],
  ],
  columns: {
    debtorName: ['contact', 'contact name'],
    debtorNumber: ['contact account number'],
    invoiceNumber: ['invoice number', 'number'],
    invoiceDate: ['invoice date', 'date'],
    dueDate: ['due date'],
    documentType: ['type', 'transaction type'],
  },
  report: true,
  debtorAbove: true,
  buckets: [
    'current',
    '< 1 month',
    '1 month',
    '2 months',
    '3 months',
    '4 months',
    '5 months',
    '6 months',
    'older',
  ],
  bucketTotal: 'total',
  style: 'point',
  credits: [
    'credit note',
    'receivable credit note',
    'overpayment',
    'prepayment',
    'receivable overpayment',
    'receivable prepayment',
  ],
};
