import { type Layout, plainTable } from '../table/layout.ts';

/** The sales invoices of Xero, one row for each of their lines; each row repeats what is open of the whole invoice. */
export const xeroSalesInvoices: Layout = {
  ...plainTable,
  name: 'xero-sales-invoices',
  version: 1,
  header: [
    ['contactname'],
    ['invoicenumber'],
    ['invoicedate'],
    ['duedate'],
    ['unitamount'],
    ['quantity'],
    ['taxtype'],
  ],
  columns: {
    debtorName: ['contactname'],
    debtorNumber: ['accountnumber'],
    invoiceNumber: ['invoicenumber'],
    invoiceDate: ['invoicedate'],
    dueDate: ['duedate'],
    currency: ['currency'],
    documentType: ['type'],
    status: ['status'],
    open: ['invoiceamountdue', 'amountdue'],
  },
  style: 'point',
  credits: ['sales credit note', 'credit note', 'overpayment', 'prepayment'],
  passedBy: ['draft', 'submitted', 'awaiting approval', 'voided', 'deleted'],
  noOpenItems: 'holds the lines of sales invoices of Xero and does not say what is still open of them',
};
