import { describe, expect, it } from 'vitest';
import type { ImportRequest } from '../../ports/imports/imports.ts';
import { memoryImports } from '../../ports/imports/memory-imports.fixture.ts';
import { FileFault } from '../../ports/imports/open-item-files.ts';
import { anImport, aRow, broken, fileOf } from './open-item-file.fixture.ts';
import { takeInOpenItems } from './take-in-open-items.ts';

const taking = async (file: ReturnType<typeof fileOf>, change: Partial<ImportRequest> = {}) => {
  const { imports, of } = memoryImports();
  await takeInOpenItems(imports, file)(anImport(change));
  return of('import-1');
};
const undated = { due_date: '31 January' };

describe('a file of open items', () => {
  it('enters the ledger as a whole when every row is valid', async () => {
    const { state, taken, progress } = await taking(fileOf([aRow('INV-1'), aRow('INV-2')]));
    expect([state, taken]).toEqual(['COMMITTED', ['INV-1', 'INV-2']]);
    expect(progress).toMatchObject({ bytesDone: 200, rowsTotal: 2, rowsInvalid: 0 });
  });

  it.each([
    ['a row is wrong', aRow('INV-2', undated), 'NOT_A_DATE'],
    ['a row cannot be read', broken, 'NOT_READABLE'],
    ['an invoice is in it twice', aRow('INV-1'), 'DUPLICATE'],
  ])('changes nothing when %s', async (_why, second, code) => {
    const { state, taken, errors } = await taking(fileOf([aRow('INV-1'), second]));
    expect([state, taken]).toEqual(['REJECTED', []]);
    expect(errors.map((error) => [error.row, error.code])).toEqual([[3, code]]);
  });

  it('enters without its invalid rows when that was asked for', async () => {
    const file = fileOf([aRow('INV-1'), aRow('INV-2', undated), aRow('INV-3')]);
    const { state, taken, progress } = await taking(file, { acceptValid: true });
    expect([state, taken]).toEqual(['COMMITTED', ['INV-1', 'INV-3']]);
    expect(progress?.rowsInvalid).toBe(1);
  });

  it('is only checked in a dry run', async () => {
    const { state, taken } = await taking(fileOf([aRow('INV-1')]), { dryRun: true });
    expect([state, taken]).toEqual(['CHECKED', []]);
  });

  it('leaves out what is not open on its day: issued later, or settled by then', async () => {
    const later = aRow('INV-2', { invoice_date: '2026-04-01', due_date: '2026-05-01' });
    const settled = aRow('INV-3', { settled_date: '2026-03-31' });
    const { state, taken, progress } = await taking(fileOf([aRow('INV-1'), later, settled]));
    expect([state, taken]).toEqual(['COMMITTED', ['INV-1']]);
    expect(progress).toMatchObject({ rowsTotal: 3, rowsNotOpen: 1, rowsInvalid: 0 });
  });

  it('is read to its end however long it is', async () => {
    const rows = Array.from({ length: 4_321 }, (_, index) => aRow(`INV-${index}`));
    const { taken, progress } = await taking(fileOf(rows));
    expect(taken).toHaveLength(4_321);
    expect(progress).toMatchObject({ rowsTotal: 4_321, bytesDone: 432_100 });
  });

  it('is rejected by its header, before any row', async () => {
    const columns = Object.keys(aRow('')).filter((column) => column !== 'currency');
    const { state, errors, progress } = await taking(fileOf([aRow('INV-1')], columns));
    expect(state).toBe('REJECTED');
    expect(errors).toMatchObject([{ row: 1, column: 'currency', code: 'MISSING_COLUMN' }]);
    expect(progress).toBeNull();
  });

  it('is said to be empty where it is', async () => {
    const { state, errors } = await taking(fileOf([], []));
    expect(state).toBe('REJECTED');
    expect(errors).toEqual([
      { row: 0, column: '', value: '', code: 'EMPTY_FILE', reason: 'is empty; it needs a header and rows' },
    ]);
  });

  it('that cannot be read at all is said to be so, and nothing of columns', async () => {
    const { state, errors } = await taking(fileOf([new FileFault(2, null, 'is nonsense')], []));
    expect(state).toBe('REJECTED');
    expect(errors).toEqual([{ row: 2, column: '', value: '', code: 'NOT_READABLE', reason: 'is nonsense' }]);
  });

  it('that was not read to its end is refused as a whole, however many good rows came before', async () => {
    const rows = Array.from({ length: 4_321 }, (_, index) => aRow(`INV-${index}`));
    const file = fileOf([...rows, new FileFault(4_323, 6, 'has a stray quotation mark'), aRow('INV-LAST')]);
    const { state, taken, staged, errors } = await taking(file, { acceptValid: true });
    expect([state, taken, staged]).toEqual(['REJECTED', [], []]);
    expect(errors).toMatchObject([{ row: 4_323, column: 'buyer_name', code: 'NOT_READABLE' }]);
  });

  it('of another kind is rejected in one line, whatever its columns are', async () => {
    const { state, errors } = await taking(fileOf([{ 'dear sirs': 'hello' }], ['dear sirs']));
    expect(state).toBe('REJECTED');
    expect(errors).toMatchObject([{ row: 1, column: '', code: 'MISSING_COLUMN' }]);
    expect(errors[0]?.reason).toMatch(
      /^has none of the columns of a file of the kind recoup: entity, department, deal, .*, dispute_reason$/,
    );
  });

  it.each([
    ['entity', { entity: 'GB01' }, 'must be GB01, which was given with the import'],
    ['currency', { currency: 'EUR' }, 'must be EUR, which was given with the import'],
  ])('is refused where its %s is not the one that was given', async (column, given, reason) => {
    const { state, errors } = await taking(fileOf([aRow('INV-1')]), {
      terms: { ...anImport().terms, ...given },
    });
    expect(state).toBe('REJECTED');
    expect(errors).toMatchObject([{ row: 2, column, code: 'CONSTANT_CONTRADICTED', reason }]);
  });

  it('may name what it holds once more', async () => {
    const terms = { ...anImport().terms, entity: 'US01', currency: 'USD' };
    expect((await taking(fileOf([aRow('INV-1')]), { terms })).state).toBe('COMMITTED');
  });

  it('takes no share for amounts that stand in columns of their own', async () => {
    const terms = { ...anImport().terms, revenueShare: '0.1' };
    const { state, errors } = await taking(fileOf([aRow('INV-1')]), { terms });
    expect(state).toBe('REJECTED');
    expect(errors).toMatchObject([{ row: 0, column: 'revenueShare', code: 'CONSTANT_CONTRADICTED' }]);
  });

  it('whose dates may mean two days is rejected rather than guessed at', async () => {
    const invoice = (invoicedate: string) => ({
      countrycode: '391',
      customerid: 'C-1',
      invoicenumber: 'INV-1',
      invoicedate,
      duedate: '2/3/2026',
      invoiceamount: '55.94',
      disputed: 'No',
      settleddate: '',
    });
    const terms = { ...anImport().terms, entity: 'US01', currency: 'USD' };
    const read = (date: string) =>
      taking(fileOf([invoice(date)], Object.keys(invoice(date))), { preset: 'ibm-late-payments', terms });
    expect((await read('1/2/2026')).errors).toMatchObject([
      { row: 0, column: 'invoicedate, duedate, settleddate', code: 'AMBIGUOUS_DATES' },
    ]);
    expect(await read('1/31/2026')).toMatchObject({ state: 'COMMITTED', errors: [] });
  });
});
