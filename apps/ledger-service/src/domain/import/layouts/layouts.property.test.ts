import { storedCurrency } from '@recoup/domain/currency';
import { amountText } from '@recoup/domain/money';
import { randomRun, rounds } from '@recoup/testkit/random-run';
import { expect, it } from 'vitest';
import type { Layout } from '../table/layout.ts';
import { tablePreset } from '../table/table-preset.ts';
import { anyTable, dayOf, type Owed } from './any-table.fixture.ts';
import { dynamicsCustomerLedger } from './dynamics-customer-ledger.ts';
import { netsuiteArAgingDetail } from './netsuite-ar-aging-detail.ts';
import { oracleRequest } from './oracle-request.ts';
import { quickbooksArAgingDetail } from './quickbooks-ar-aging-detail.ts';
import { readTable } from './read-table.fixture.ts';
import { sapFbl5n } from './sap-fbl5n.ts';
import { xeroAgedReceivablesDetail } from './xero-aged-receivables-detail.ts';
import { xeroSalesInvoices } from './xero-sales-invoices.ts';
import { zohoAgingDetails } from './zoho-aging-details.ts';

const { random } = randomRun('tables in the shape of any layout');

const layouts: readonly Layout[] = [
  ...[netsuiteArAgingDetail, quickbooksArAgingDetail, xeroAgedReceivablesDetail, xeroSalesInvoices],
  ...[sapFbl5n, dynamicsCustomerLedger, zohoAgingDetails, oracleRequest],
];

const debtors = ['Harbor Ltd', 'Kontor GmbH', 'Total Wine & More', '4711', 'Müller, Söhne & Co.'] as const;

const anyOwed = (layout: Layout, currency: Owed['currency'], at: number): Owed => ({
  ...{ number: `R-${at}`, debtor: random.oneOf(debtors), currency },
  issued: dayOf(1 + random.below(6), 13 + random.below(16)),
  due: dayOf(7 + random.below(6), 13 + random.below(16)),
  minor: 1n + BigInt(random.below(1_000_000_000)),
  kind: random.oneOf([
    'item',
    ...(layout.credits.length > 0 && layout.columns.documentType ? (['credit'] as const) : []),
    ...(layout.passedBy.length > 0 && layout.columns.status ? (['passed-by'] as const) : []),
  ]),
});

const said = ({ number, debtor, issued, due, currency, minor, kind }: Owed): string => {
  const amount = amountText({ minor, currency: storedCurrency(currency) });
  if (kind === 'passed-by') return 'not-item';
  return kind === 'credit'
    ? `credit ${amount}`
    : `${number} of ${debtor}: ${amount} ${currency}, ${issued} to ${due}`;
};

it.each(layouts.map((layout) => [layout.name, layout] as const))(
  'whatever is written as %s is read as it was written',
  (_, layout) => {
    for (let round = 0; round < rounds(40); round += 1) {
      const currency = random.oneOf(['USD', 'JPY', 'KWD'] as const);
      const owed = Array.from({ length: 1 + random.below(12) }, (_one, at) => anyOwed(layout, currency, at));
      const { header, rows } = anyTable(random, layout, owed);
      const read = readTable(tablePreset(layout), [header, ...rows], { currency });
      const expected = owed.map(said);
      const items = (texts: readonly string[]) => texts.filter((text) => text !== 'not-item').sort();
      expect(items(read), JSON.stringify([header, ...rows])).toEqual(items(expected));
      expect(read.length).toBe(rows.length);
    }
  },
);
