import { describe, expect, it } from 'vitest';
import { presetNamed, readTable, termsWith } from './read-table.fixture.ts';

describe('sales invoices of Xero', () => {
  const header = [
    'contactname',
    'invoicenumber',
    'invoicedate',
    'duedate',
    'total',
    'quantity',
    'unitamount',
    'taxtype',
    'currency',
  ];
  const xero = presetNamed('xero-sales-invoices');

  it('hold no open items unless they say what is due', () => {
    expect(xero.check(header, termsWith())).toEqual([
      {
        row: 1,
        column: '',
        value: '',
        code: 'NOT_AN_OPEN_ITEM_FILE',
        reason:
          'holds the lines of sales invoices of Xero and does not say what is still open of them; as a file of open items it would need the column invoiceamountdue',
      },
    ]);
    expect(xero.check([...header, 'invoiceamountdue'], termsWith())).toEqual([]);
  });

  it('repeat in each line what is due of the invoice, and are nobody’s debt as drafts', () => {
    const line = [
      'Alder',
      'INV-1',
      '01/10/2025',
      '31/10/2025',
      '1200.00',
      '1',
      '1000.00',
      'VAT',
      'GBP',
      '700.00',
      'Awaiting Payment',
    ];
    const draft = [...line.slice(0, 10), 'Draft'];
    const item = 'INV-1 of Alder: 700.00 GBP, 2025-10-01 to 2025-10-31';
    expect(
      readTable(xero, [[...header, 'invoiceamountdue', 'status'], line, line, draft], { currency: null }),
    ).toEqual([item, item, 'not-item']);
  });
});

it('requests to write off of Oracle are no open items, and say what they lack', () => {
  const header = [
    'write off request type',
    'account identifier type',
    'account id',
    'entity type',
    'entity id',
    'amount',
    'comments',
  ];
  const [error] = presetNamed('oracle-request').check(header, termsWith());
  expect(error?.code).toBe('NOT_AN_OPEN_ITEM_FILE');
  expect(error?.reason).toBe(
    'holds requests to write off (Oracle) by account, not the open items themselves; as a file of open items it would need the columns invoice number, invoice date, due date',
  );
});

describe('customer ledger entries of Dynamics', () => {
  const header = [
    'posting date',
    'document type',
    'document no.',
    'customer no.',
    'customer name',
    'currency code',
    'remaining amount',
    'due date',
  ];
  const dynamics = presetNamed('dynamics-customer-ledger');

  it('are in the currency of the company where they name none', () => {
    expect(
      readTable(dynamics, [
        header,
        ['01/31/2026', 'Invoice', '103001', '10000', 'Adatum', '', '1,500.00', '02/28/2026'],
        ['01/31/2026', 'Invoice', '103002', '10000', 'Adatum', 'EUR', '1,500.00', '02/28/2026'],
        ['01/31/2026', 'Payment', '2596', '10000', 'Adatum', '', '-500.00', '01/31/2026'],
      ]),
    ).toEqual([
      '103001 of 10000: 1500.00 USD, 2026-01-31 to 2026-02-28',
      '103002 of 10000: 1500.00 EUR, 2026-01-31 to 2026-02-28',
      'credit -500.00',
    ]);
  });

  it('ask for all constants that are missing in one sentence', () => {
    expect(dynamics.check(header, termsWith({ entity: null, currency: null }))).toEqual([
      {
        row: 0,
        column: 'entity',
        value: '',
        code: 'MISSING_VALUE',
        reason:
          'must be given with the import (--entity, entity=), and so must currency (--currency, currency=), because the file has no column for it',
      },
    ]);
  });

  it('name the columns that they lack', () => {
    expect(
      dynamics.check(['document no.', 'due date'], termsWith()).map(({ code, column }) => [code, column]),
    ).toEqual([
      ['MISSING_COLUMN', 'document date'],
      ['MISSING_COLUMN', 'customer name'],
      ['MISSING_COLUMN', 'remaining amount'],
    ]);
  });
});

it('what was converted is in dollars, whatever the invoice was in', () => {
  const header = [
    'business_code',
    'cust_number',
    'name_customer',
    'doc_id',
    'posting_date',
    'due_in_date',
    'invoice_currency',
    'converted_usd',
  ];
  const line = ['CA02', '0100', 'Maple', '1929.0', '2026-01-13', '20260228.0', 'CAD', '70.005'];
  const read = (currency: string | null) =>
    readTable(presetNamed('highradius-open-items'), [header, line], { entity: null, currency });
  expect(read(null)).toEqual(['1929 of 100: 70.00 USD, 2026-01-13 to 2026-02-28']);
  expect(read('CAD')).toEqual(['CONSTANT_CONTRADICTED converted_usd']);
});
