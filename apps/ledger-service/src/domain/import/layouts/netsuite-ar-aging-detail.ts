import { type Layout, plainTable } from '../table/layout.ts';

/** NetSuite's report A/R Aging Detail, as CSV or saved again as a workbook: customers stand as headings above their documents. */
export const netsuiteArAgingDetail: Layout = {
  ...plainTable,
  name: 'netsuite-ar-aging-detail',
  version: 2,
  header: [
    ['customer:project', 'customer:job', 'customer', 'name'],
    ['transaction type', 'type'],
    ['document number'],
    ['date'],
    ['due date'],
    ['open balance', 'open balance (foreign currency)'],
  ],
  columns: {
    debtorName: ['customer:project', 'customer:job', 'customer', 'name'],
    documentType: ['transaction type', 'type'],
    invoiceNumber: ['document number'],
    invoiceDate: ['date'],
    dueDate: ['due date'],
    entity: ['subsidiary'],
    department: ['department'],
    currency: ['currency'],
    glReference: ['internal id'],
    open: ['open balance (foreign currency)', 'open balance'],
  },
  currencyOf: { openbalance: [] },
  report: true,
  debtorAbove: true,
  style: 'point',
  credits: ['payment', 'credit memo', 'customer deposit', 'deposit', 'customer refund'],
};
