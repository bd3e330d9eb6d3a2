import { type Layout, plainTable } from '../table/layout.ts';

/** The report AR Aging Details of Zoho Books, grouped by age; it names the due date where that column is shown. */
export const zohoAgingDetails: Layout = {
  ...plainTable,
  name: 'zoho-aging-details',
  version: 1,
  header: [
    ['date', 'invoice date'],
    ['transaction#'],
    ['type'],
    ['customer name'],
    ['balance due', 'balance due (fcy)'],
  ],
  columns: {
    debtorNumber: ['customer number', 'customer id'],
    debtorName: ['customer name'],
    documentType: ['type'],
    status: ['status'],
    invoiceNumber: ['transaction#'],
    invoiceDate: ['date', 'invoice date'],
    dueDate: ['due date'],
    currency: ['currency', 'currency code'],
    entity: ['branch name', 'branch'],
    open: ['balance due (fcy)', 'balance due'],
  },
  currencyOf: { balancedue: [] },
  report: true,
  style: 'point',
  credits: ['credit note', 'creditnote', 'payment', 'customer payment', 'excess payment'],
  passedBy: ['draft', 'void'],
  noOpenItems: 'is a report AR Aging Details of Zoho Books that leaves out a column',
};
