import { type Layout, plainTable } from '../table/layout.ts';

/** The customer ledger entries of Dynamics (Business Central): an empty currency code is the company's own currency. */
export const dynamicsCustomerLedger: Layout = {
  ...plainTable,
  name: 'dynamics-customer-ledger',
  version: 1,
  header: [
    ['posting date'],
    ['document type'],
    ['document no.'],
    ['customer no.'],
    ['due date'],
    ['remaining amount'],
  ],
  columns: {
    debtorNumber: ['customer no.'],
    debtorName: ['customer name', 'name'],
    documentType: ['document type'],
    invoiceNumber: ['document no.'],
    invoiceDate: ['document date', 'posting date'],
    dueDate: ['due date'],
    entity: ['company', 'company name'],
    department: ['department code', 'global dimension 1 code'],
    currency: ['currency code'],
    open: ['remaining amount'],
  },
  ownCurrencyEmpty: true,
  style: 'point',
  credits: ['payment', 'credit memo'],
};
