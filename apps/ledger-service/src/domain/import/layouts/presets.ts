import type { Preset } from '../open-item.ts';
import { tablePreset } from '../table/table-preset.ts';
import { dynamicsCustomerLedger } from './dynamics-customer-ledger.ts';
import { highradiusOpenItems } from './highradius-open-items.ts';
import { ibmLatePayments } from './ibm-late-payments.ts';
import { netsuiteArAgingDetail } from './netsuite-ar-aging-detail.ts';
import { oracleRequest } from './oracle-request.ts';
import { quickbooksArAgingDetail } from './quickbooks-ar-aging-detail.ts';
import { recoup } from './recoup.ts';
import { sapFbl5n } from './sap-fbl5n.ts';
import { xeroAgedReceivablesDetail } from './xero-aged-receivables-detail.ts';
import { xeroSalesInvoices } from './xero-sales-invoices.ts';
import { zohoAgingDetails } from './zoho-aging-details.ts';

/** Every kind of file that is known from the beginning. */
export const presets: readonly Preset[] = [
  recoup,
  ibmLatePayments,
  highradiusOpenItems,
  ...[netsuiteArAgingDetail, quickbooksArAgingDetail, xeroAgedReceivablesDetail, xeroSalesInvoices].map(
    tablePreset,
  ),
  ...[sapFbl5n, dynamicsCustomerLedger, zohoAgingDetails, oracleRequest].map(tablePreset),
];

export const presetNames: readonly string[] = presets.map(({ name }) => name);

export const presetOf = (name: string): Preset | undefined => presets.find((preset) => preset.name === name);
