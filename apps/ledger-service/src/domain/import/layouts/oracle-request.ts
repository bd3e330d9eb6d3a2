import { type Layout, plainTable } from '../table/layout.ts';

/** Requests to write off, as Oracle's revenue management takes them: accounts and amounts, without the items that are owed. */
export const oracleRequest: Layout = {
  ...plainTable,
  name: 'oracle-request',
  version: 1,
  header: [
    ['write off request type', 'write-off request type', 'request type'],
    ['account id', 'account identifier'],
    ['entity type', 'entity id'],
    ['amount', 'write off amount'],
  ],
  columns: {
    debtorNumber: ['account id', 'account identifier'],
    debtorName: ['account name', 'customer name'],
    invoiceNumber: ['invoice number', 'bill id'],
    invoiceDate: ['invoice date', 'bill date'],
    dueDate: ['due date'],
    currency: ['currency', 'currency code'],
    entity: ['division', 'legal entity'],
    open: ['amount', 'write off amount'],
  },
  noOpenItems: 'holds requests to write off (Oracle) by account, not the open items themselves',
};
