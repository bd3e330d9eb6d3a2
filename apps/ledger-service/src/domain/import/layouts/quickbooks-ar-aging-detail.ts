import { type Layout, plainTable } from '../table/layout.ts';

/** The report A/R Aging Detail of QuickBooks: an empty first column in which buckets, totals and the time of printing stand. */
export const quickbooksArAgingDetail: Layout = {
  ...plainTable,
  name: 'quickbooks-ar-aging-detail',
  version: 1,
  header: [
    ['date'],
    ['transaction type'],
    ['num', 'no.'],
    ['customer', 'customer full name', 'name'],
    ['due date'],
    ['open balance', 'foreign open balance'],
  ],
  columns: {
    debtorName: ['customer', 'customer full name', 'name'],
    documentType: ['transaction type'],
    invoiceNumber: ['num', 'no.'],
    invoiceDate: ['date'],
    dueDate: ['due date'],
    department: ['location', 'department', 'class'],
    currency: ['currency'],
    open: ['foreign open balance', 'open balance'],
  },
  currencyOf: { openbalance: [] },
  report: true,
  style: 'point',
  credits: ['payment', 'credit memo', 'deposit', 'refund'],
};
