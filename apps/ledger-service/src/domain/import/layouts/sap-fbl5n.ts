import { headingKey } from '../table/headings.ts';
import { type Layout, plainTable } from '../table/layout.ts';

const inDocumentCurrency = [
  'amount in doc. curr.',
  'amount in document currency',
  'amount (tran cur.)',
  'amount in dc',
];
const inLocalCurrency = [
  'amount in local currency',
  'amount in local cur.',
  'amount in company code currency',
  'amount in lc',
];
const localCurrency = ['local currency', 'lcurr', 'company code currency'];

/** The customer line items of SAP (FBL5N, or Manage Customer Line Items): European numbers with the minus behind, sums marked by stars. */
export const sapFbl5n: Layout = {
  ...plainTable,
  name: 'sap-fbl5n',
  version: 1,
  header: [
    ['account', 'customer', 'customer account'],
    ['document number', 'journal entry', 'documentno'],
    ['document type', 'journal entry type', 'doc. type', 'type'],
    ['document date', 'journal entry date', 'doc. date'],
    ['net due date', 'net due dt'],
    [...inDocumentCurrency, ...inLocalCurrency],
  ],
  columns: {
    debtorNumber: ['account', 'customer', 'customer account'],
    debtorName: ['customer name', 'name 1', 'name'],
    entity: ['company code', 'cocd'],
    department: ['business area', 'profit center'],
    invoiceNumber: ['document number', 'journal entry', 'documentno'],
    documentType: ['document type', 'journal entry type', 'doc. type', 'type'],
    invoiceDate: ['document date', 'journal entry date', 'doc. date'],
    dueDate: ['net due date', 'net due dt'],
    open: [...inDocumentCurrency, ...inLocalCurrency],
    currency: ['document currency', 'curr.', 'currency'],
  },
  currencyOf: Object.fromEntries(inLocalCurrency.map((heading) => [headingKey(heading), localCurrency])),
  report: true,
  style: 'comma',
  credits: ['dz', 'dg', 'dx'],
};
