import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { amountText } from '@recoup/domain/money';
import { afterAll, describe, expect, it } from 'vitest';
import { openItemFiles } from '../../src/adapters/files/open-item-files.ts';
import { anImport } from '../../src/application/imports/open-item-file.fixture.ts';
import { takeInOpenItems } from '../../src/application/imports/take-in-open-items.ts';
import type { ClaimedImport } from '../../src/ports/imports/imports.ts';
import { memoryImports } from '../../src/ports/imports/memory-imports.fixture.ts';

/** Files in the layouts that people hand in, which lie beside this repository where it is worked on. */
const folder = join(import.meta.dirname, '../../../../..', 'shared', 'findings', 'field');
const present = existsSync(folder);
if (!present) console.log('files from the field: skipped, because they are not here');

const kept = mkdtempSync(join(tmpdir(), 'recoup-field-'));
afterAll(() => rmSync(kept, { recursive: true }));

const take = async (name: string, change: Partial<ClaimedImport> = {}) => {
  const bytes = readFileSync(join(folder, name));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(join(kept, sha256), bytes);
  const { imports, of } = memoryImports();
  const file = { sha256, size: bytes.length, format: 'csv' as const };
  const request = anImport({ preset: null, acceptValid: true, file, ...change });
  await takeInOpenItems(imports, openItemFiles(kept))(request);
  const { state, taken, errors, remarks, reading, progress } = of('import-1');
  const faults = [...new Set(errors.map(({ row, column, code }) => `${row} ${column} ${code}`))];
  const beside = progress?.statedBeside.map((one) => `${one.currency} ${amountText(one)}`);
  return { state, taken, faults, errors, remarks, reading, progress, beside };
};
const given = (entity: string, currency: string) => ({
  terms: { ...anImport().terms, entity, currency },
});

describe.skipIf(!present)('a file as people hand it in', () => {
  it('05: decimal commas and days with points are refused in our own template', async () => {
    const { state, taken, faults } = await take('05-semicolon-decimal-comma-de.csv');
    expect([state, taken]).toEqual(['COMMITTED', []]);
    expect(faults).toEqual([
      '3 invoice_date NOT_A_DATE',
      '3 due_date NOT_A_DATE',
      '3 revenue_amount NOT_AN_AMOUNT',
      '3 payable_amount NOT_AN_AMOUNT',
    ]);
  });

  it('05: the same is read once its sender says how it is written', async () => {
    const { taken, faults } = await take('05-semicolon-decimal-comma-de.csv', {
      declared: { dates: 'day-first', numbers: 'comma' },
    });
    expect([taken, faults]).toEqual([['SC-1'], []]);
  });

  it('06: points between thousands are never decimals', async () => {
    const { taken, faults } = await take('06-thousand-dots.csv');
    expect(taken).toEqual(['DOT-4']);
    expect(faults.map((fault) => fault.replace(/ .* /, ' '))).toEqual([
      '2 TOO_MANY_DECIMALS',
      '2 TOO_MANY_DECIMALS',
      '3 TOO_MANY_DECIMALS',
      '4 TOO_MANY_DECIMALS',
    ]);
  });

  it('07: only plain amounts are amounts', async () => {
    const { taken, errors } = await take('07-amount-styles.csv');
    expect(taken).toEqual(['AMT-15', 'AMT-16']);
    const codes = errors.map(({ row, code }) => `${row} ${code}`);
    expect(codes).toEqual([
      ...Array.from({ length: 14 }, (_, at) => `${at + 2} NOT_AN_AMOUNT`),
      '18 NOTHING_OPEN',
      '19 TOO_LARGE',
    ]);
  });

  it('08: a time behind a day is no part of it, and no day is read as another', async () => {
    const { taken, faults } = await take('08-date-styles.csv');
    expect(taken).toEqual(['DAT-01', 'DAT-02', 'DAT-03', 'DAT-04', 'DAT-12']);
    expect(faults.filter((fault) => !fault.endsWith('NOT_A_DATE'))).toEqual([
      '16 due_date DUE_BEFORE_INVOICE',
    ]);
    expect(faults).toHaveLength(11);
  });

  it('14: what a spreadsheet makes of a number, and what nobody sees, names nothing', async () => {
    const { faults } = await take('14-ids-through-a-spreadsheet.csv');
    expect(faults.filter((fault) => !fault.endsWith('DUPLICATE'))).toEqual([
      '4 invoice_number SPREADSHEET_NUMBER',
      '5 invoice_number SPREADSHEET_NUMBER',
      '6 invoice_number SPREADSHEET_NUMBER',
      '10 invoice_number UNSEEN_CHARACTER',
    ]);
  });

  it('15: currencies are those of ISO 4217, with their decimals', async () => {
    const { taken, faults } = await take('15-currencies.csv');
    expect(taken).toEqual(['CUR-1', 'CUR-3']);
    expect(faults).toContain('3 revenue_amount TOO_MANY_DECIMALS');
    expect(faults.filter((fault) => fault.endsWith('UNKNOWN_CURRENCY'))).toHaveLength(6);
  });

  it('16: signs that turn the direction are taken out of names, and said so', async () => {
    const { taken, remarks } = await take('16-names-nobody-can-read.csv');
    expect(taken).toHaveLength(8);
    expect(remarks).toMatchObject([{ row: 2, column: 'buyer_name', code: 'DIRECTION_REMOVED' }]);
  });

  it('22: names that a spreadsheet would run are names', async () => {
    const { taken, faults } = await take('22-formula-names-round-trip.csv');
    expect(taken).toEqual(['FRM-6']);
    expect(faults).toEqual([2, 3, 4, 5, 6].map((row) => `${row} due_date NOT_A_DATE`));
  });

  it('24: a credit is no open item, and an empty amount is missing', async () => {
    const { taken, faults } = await take('24-credits-and-payments.csv');
    expect(taken).toEqual(['CRD-1']);
    expect(faults).toEqual([
      '3 revenue_amount NEGATIVE_AMOUNT',
      '4 revenue_amount NEGATIVE_AMOUNT',
      '6 revenue_amount MISSING_VALUE',
      '6 payable_amount MISSING_VALUE',
    ]);
  });

  it('29: three decimals everywhere may be thousands', async () => {
    const { state, taken, faults } = await take('29-every-amount-three-decimals.csv');
    expect([state, taken]).toEqual(['REJECTED', []]);
    expect(faults.filter((fault) => fault.endsWith('AMBIGUOUS_AMOUNTS'))).toEqual(
      ['revenue', 'payable', 'tax', 'fee'].map((side) => `0 ${side}_amount AMBIGUOUS_AMOUNTS`),
    );
  });

  it('31: dates that say nothing are refused by the names of their columns', async () => {
    const { state, errors, reading } = await take('31-ibm-dates-that-say-nothing.csv', given('US01', 'USD'));
    expect([state, reading?.preset, reading?.chosenBy]).toEqual(['REJECTED', 'ibm-late-payments', 'header']);
    expect(errors).toMatchObject([{ column: 'invoicedate, duedate, settleddate', code: 'AMBIGUOUS_DATES' }]);
  });

  it('31: and read once somebody says the order', async () => {
    const declared = { dates: 'month-first', numbers: null } as const;
    const { taken } = await take('31-ibm-dates-that-say-nothing.csv', { ...given('US01', 'USD'), declared });
    expect(taken).toEqual(['700001', '700002']);
  });

  it('40: A/R Aging Detail of QuickBooks', async () => {
    const { taken, faults, remarks, reading, progress, beside } = await take(
      '40-quickbooks-ar-aging-detail.csv',
      given('US01', 'USD'),
    );
    expect([taken, faults]).toEqual([['1041', '1063', '1070'], []]);
    expect(remarks.map(({ row, code, value }) => `${row} ${code} ${value}`)).toEqual([
      '8 CREDIT_NOT_TAKEN -300.00 USD',
      '12 CREDIT_NOT_TAKEN -120.00 USD',
    ]);
    expect([reading?.preset, reading?.chosenBy, reading?.header]).toEqual([
      'quickbooks-ar-aging-detail',
      'header',
      5,
    ]);
    expect([progress?.rowsNotItems, progress?.rowsCredits, beside]).toEqual([7, 2, ['USD -420.00']]);
  });

  it('41: sales invoices of Xero do not say what is open', async () => {
    const { state, errors, reading } = await take('41-xero-sales-invoices.csv', given('UK01', 'GBP'));
    expect([state, reading?.preset]).toEqual(['REJECTED', 'xero-sales-invoices']);
    expect(errors).toMatchObject([{ row: 1, code: 'NOT_AN_OPEN_ITEM_FILE' }]);
  });

  it('42: A/R Aging Detail of NetSuite', async () => {
    const { taken, faults, remarks, reading, beside } = await take(
      '42-netsuite-ar-aging-detail.csv',
      given('US01', 'USD'),
    );
    expect([taken, faults]).toEqual([['INV10041'], ['10 customer:project MISSING_VALUE']]);
    expect(remarks).toMatchObject([{ row: 8, code: 'CREDIT_NOT_TAKEN', value: '-84.50 USD' }]);
    expect([reading?.preset, reading?.header, beside]).toEqual([
      'netsuite-ar-aging-detail',
      5,
      ['USD -34.50'],
    ]);
  });

  it('40, 42: constants that are missing are asked for together', async () => {
    for (const name of ['40-quickbooks-ar-aging-detail.csv', '42-netsuite-ar-aging-detail.csv']) {
      const { state, errors } = await take(name);
      expect(state).toBe('REJECTED');
      expect(errors).toMatchObject([{ row: 0, column: 'entity', code: 'MISSING_VALUE' }]);
      expect(errors[0]?.reason).toContain('--currency, currency=');
    }
  });
});
