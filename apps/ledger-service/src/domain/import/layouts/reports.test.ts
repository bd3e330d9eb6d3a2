import { describe, expect, it } from 'vitest';
import { presetNamed, readTable, termsWith } from './read-table.fixture.ts';

describe('A/R Aging Detail of NetSuite', () => {
  const header = [
    'Customer:Project',
    'Transaction Type',
    'Date',
    'Document Number',
    'P.O. No.',
    'Due Date',
    'Age',
    'Open Balance',
  ];
  const read = (...lines: readonly (readonly string[])[]) =>
    readTable(presetNamed('netsuite-ar-aging-detail'), [header, ...lines]);

  it('takes the customer from the heading above, until its total', () => {
    expect(
      read(
        ['C-100 Harbor', '', '', '', '', '', '', ''],
        ['', 'Invoice', '10/1/2025', 'INV1', '45', '10/31/2025', '151', '$1,284.50'],
        ['Total - C-100 Harbor', '', '', '', '', '', '', '$1,284.50'],
        ['', 'Invoice', '10/1/2025', 'INV2', '', '10/31/2025', '151', '$10.00'],
      ),
    ).toEqual([
      'not-item',
      'INV1 of C-100 Harbor: 1284.50 USD, 2025-10-01 to 2025-10-31',
      'not-item',
      'MISSING_VALUE customer:project',
    ]);
  });

  it('reads the customer of a row that has its own, unless it is nobody', () => {
    expect(
      read(
        ['Dell', 'Invoice', '10/1/2025', 'INV1', '', '10/31/2025', '1', '5.00'],
        ['-None-', 'Journal', '12/31/2025', 'JE78', '', '12/31/2025', '90', '$50.00'],
      ),
    ).toEqual(['INV1 of Dell: 5.00 USD, 2025-10-01 to 2025-10-31', 'MISSING_VALUE customer:project']);
  });

  it('lists credits, by their sign or their type, and takes none', () => {
    expect(
      read(
        ['A', 'Journal', '12/31/2025', 'JE77', '', '12/31/2025', '90', '($84.50)'],
        ['A', 'Payment', '12/31/2025', '', '', '', '', '-$84.50'],
        ['A', 'Credit Memo', '12/31/2025', 'CM1', '', '', '', '$4.50'],
      ),
    ).toEqual(['credit -84.50', 'credit -84.50', 'credit 4.50']);
  });

  it('passes by totals, repeated headers and empty lines, and no line with an amount that is none of them', () => {
    expect(
      read(
        ['Total', '', '', '', '', '', '', '$1,250.00'],
        header,
        ['', '', '', '', '', '', '', ''],
        ['Harbor', '', '', '', '', '', '', '$1.00'],
        ['Total Wine', 'Invoice', '10/1/2025', 'INV1', '', '10/31/2025', '1', '5.00'],
      ),
    ).toEqual([
      'not-item',
      'not-item',
      'not-item',
      'MISSING_VALUE date, MISSING_VALUE due date, MISSING_VALUE document number',
      'INV1 of Total Wine: 5.00 USD, 2025-10-01 to 2025-10-31',
    ]);
  });
});

describe('A/R Aging Detail of QuickBooks', () => {
  const header = [
    '(first column)',
    'Date',
    'Transaction Type',
    'Num',
    'Customer',
    'Due Date',
    'Past Due',
    'Amount',
    'Open Balance',
  ];
  const read = (...lines: readonly (readonly string[])[]) =>
    readTable(presetNamed('quickbooks-ar-aging-detail'), [header, ...lines]);

  it('reads what is open, not what was billed, and passes by buckets, totals and the time of printing', () => {
    expect(
      read(
        ['1 - 30 days past due', '', '', '', '', '', '', '', ''],
        ['', '03/01/2026', 'Invoice', '1063', 'Saguaro:Tower 2', '03/15/2026', '16', '4,180.75', '2,180.75'],
        [
          '',
          '03/02/2026',
          'Credit Memo',
          '1063-C',
          'Saguaro:Tower 2',
          '03/02/2026',
          '29',
          '(120.00)',
          '(120.00)',
        ],
        ['Total for 1 - 30 days past due', '', '', '', '', '', '', '$4,060.75', '$2,060.75'],
        ['Tuesday, Mar 31, 2026 08:15:22 AM GMT-7'],
      ),
    ).toEqual([
      'not-item',
      '1063 of Saguaro:Tower 2: 2180.75 USD, 2026-03-01 to 2026-03-15',
      'credit -120.00',
      'not-item',
      'not-item',
    ]);
  });

  it('takes the foreign balance with its currency, and the home balance only in the currency that is given', () => {
    const foreign = [...header.slice(0, 8), 'Currency', 'Foreign Open Balance', 'Open Balance'];
    const line = ['', '03/13/2026', 'Invoice', '1', 'A', '03/15/2026', '16', '9.00', 'EUR', '8.00', '9.00'];
    const quickbooks = presetNamed('quickbooks-ar-aging-detail');
    expect(readTable(quickbooks, [foreign, line], { currency: null })).toEqual([
      '1 of A: 8.00 EUR, 2026-03-13 to 2026-03-15',
    ]);
    const without = (cells: readonly string[]) => cells.filter((_cell, index) => index !== 9);
    expect(readTable(quickbooks, [without(foreign), without(line)])).toEqual([
      '1 of A: 9.00 USD, 2026-03-13 to 2026-03-15',
    ]);
    expect(
      quickbooks.check(
        without(foreign).map((name) => name.toLowerCase()),
        termsWith({ currency: null }),
      ),
    ).toMatchObject([{ column: 'currency', code: 'MISSING_VALUE' }]);
  });
});

describe('Aged Receivables Detail of Xero', () => {
  const header = [
    'Invoice Date',
    'Due Date',
    'Invoice Number',
    'Reference',
    'Current',
    '< 1 Month',
    '1 Month',
    '2 Months',
    '3 Months',
    'Older',
    'Total',
  ];
  const read = (...lines: readonly (readonly string[])[]) =>
    readTable(presetNamed('xero-aged-receivables-detail'), [header, ...lines]);

  it('finds what is open in the column of its age', () => {
    expect(
      read(
        ['Alder Films'],
        ['1 Oct 2025', '31 Oct 2025', 'INV-1', '', '', '', '', '', '', '1,200.00', '1,200.00'],
        ['13/03/2026', '12/04/2026', 'INV-2', '', '10.00', '2.00', '', '', '', '', '12.00'],
        ['Total Alder Films', '', '', '', '10.00', '2.00', '', '', '', '1,200.00', '1,212.00'],
        ['Percentage of total', '', '', '', '1%', '', '', '', '', '99%', '100%'],
      ),
    ).toEqual([
      'not-item',
      'INV-1 of Alder Films: 1200.00 USD, 2025-10-01 to 2025-10-31',
      'INV-2 of Alder Films: 12.00 USD, 2026-03-13 to 2026-04-12',
      'not-item',
      'not-item',
    ]);
  });

  it('refuses an item whose columns by age do not add up, or are all empty, and a lonely date', () => {
    expect(
      read(
        ['Alder Films'],
        ['1 Oct 2025', '31 Oct 2025', 'INV-1', '', '', '', '', '', '', '1,200.00', '1,201.00'],
        ['1 Oct 2025', '31 Oct 2025', 'INV-2', '', '', '', '', '', '', '', ''],
        ['1 Oct 2025'],
      ),
    ).toEqual([
      'not-item',
      'NOT_AN_AMOUNT total',
      'MISSING_VALUE current',
      'MISSING_VALUE current, MISSING_VALUE due date, MISSING_VALUE invoice number',
    ]);
  });
});

describe('line items of SAP', () => {
  const header = [
    'Account',
    'Company Code',
    'Document Number',
    'Document Type',
    'Document Date',
    'Net due date',
    'Amount in doc. curr.',
    'Document currency',
    'Amount in local currency',
    'Local currency',
  ];
  const read = (...lines: readonly (readonly string[])[]) =>
    readTable(presetNamed('sap-fbl5n'), [header, ...lines], { currency: null, entity: null });

  it('reads European numbers and the minus behind, and passes by sums with stars', () => {
    expect(
      read(
        [
          '1000',
          'DE01',
          '1800000001',
          'RV',
          '01.10.2025',
          '31.10.2025',
          '1.234,50',
          'EUR',
          '1.234,50',
          'EUR',
        ],
        ['1000', 'DE01', '1400000007', 'DZ', '01.10.2025', '01.10.2025', '234,50-', 'EUR', '234,50-', 'EUR'],
        ['*', 'DE01', '', '', '', '', '1.000,00', 'EUR', '1.000,00', 'EUR'],
        [
          '1000',
          'DE01',
          '12345678901234567890',
          'RV',
          '01.10.2025',
          '31.10.2025',
          '7,00',
          'USD',
          '6,00',
          'EUR',
        ],
      ),
    ).toEqual([
      '1800000001 of 1000: 1234.50 EUR, 2025-10-01 to 2025-10-31',
      'credit -234.50',
      'not-item',
      '12345678901234567890 of 1000: 7.00 USD, 2025-10-01 to 2025-10-31',
    ]);
  });

  it('refuses numbers of another country', () => {
    expect(
      read(['1000', 'DE01', '1', 'RV', '01.10.2025', '31.10.2025', '1,234.50', 'EUR', '', 'EUR']),
    ).toEqual(['NOT_AN_AMOUNT amount in doc. curr.']);
  });

  it('gives the local amount the local currency', () => {
    const local = (cells: readonly string[]) => cells.filter((_cell, index) => index !== 6);
    const line = ['1000', 'DE01', '1', 'RV', '01.10.2025', '31.10.2025', '', 'USD', '6,00', 'EUR'];
    expect(
      readTable(presetNamed('sap-fbl5n'), [local(header), local(line)], { currency: null, entity: null }),
    ).toEqual(['1 of 1000: 6.00 EUR, 2025-10-01 to 2025-10-31']);
  });
});

describe('AR Aging Details of Zoho', () => {
  const header = [
    'Date',
    'Transaction#',
    'Type',
    'Status',
    'Customer Name',
    'Due Date',
    'Age',
    'Amount',
    'Balance Due',
  ];
  it('reads the balance due below headings of ages, and passes by drafts', () => {
    expect(
      readTable(presetNamed('zoho-aging-details'), [
        header,
        ['1 - 15 Days'],
        [
          '2026-03-01',
          'INV-7',
          'Invoice',
          'Overdue',
          'Ghost & Sons',
          '2026-03-16',
          '15',
          '$310.00',
          '$300.00',
        ],
        ['2026-03-01', 'INV-8', 'Invoice', 'Draft', 'Ghost & Sons', '2026-03-16', '15', '$310.00', '$300.00'],
        ['2026-03-01', 'CN-1', 'Credit Note', 'Open', 'Ghost & Sons', '', '15', '$-10.00', '$-10.00'],
        ['Total', '', '', '', '', '', '', '$310.00', '$290.00'],
      ]),
    ).toEqual([
      'not-item',
      'INV-7 of Ghost & Sons: 300.00 USD, 2026-03-01 to 2026-03-16',
      'not-item',
      'credit -10.00',
      'not-item',
    ]);
  });
});
