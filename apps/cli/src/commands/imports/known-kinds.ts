/** The kinds of file that every ledger knows; a source may have mappings beside them. */
export const knownKinds = [
  'recoup',
  'ibm-late-payments',
  'highradius-open-items',
  'netsuite-ar-aging-detail',
  'quickbooks-ar-aging-detail',
  'xero-aged-receivables-detail',
  'xero-sales-invoices',
  'sap-fbl5n',
  'dynamics-customer-ledger',
  'zoho-aging-details',
  'oracle-request',
] as const;
