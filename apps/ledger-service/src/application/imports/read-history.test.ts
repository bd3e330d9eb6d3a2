import { describe, expect, it } from 'vitest';
import type { ImportRequest } from '../../ports/imports/imports.ts';
import { memoryImports } from '../../ports/imports/memory-imports.fixture.ts';
import { FileFault } from '../../ports/imports/open-item-files.ts';
import { anImport, aRow, broken, fileOf } from './open-item-file.fixture.ts';
import { readHistory } from './read-history.ts';

const reading = async (file: ReturnType<typeof fileOf>, change: Partial<ImportRequest> = {}) => {
  const { imports, of } = memoryImports();
  await readHistory(imports, file)(anImport({ history: true, ...change }));
  const kept = of('import-1');
  return { ...kept, published: kept.history.map(({ invoiceNumber }) => invoiceNumber) };
};
const paid = (invoiceNumber: string, settled_date = '2026-02-15') => aRow(invoiceNumber, { settled_date });

describe('a file read as history', () => {
  it('publishes what was settled by its day and passes by what was still open', async () => {
    const file = fileOf([
      paid('INV-1'),
      aRow('INV-2'),
      paid('INV-3', '2026-03-31'),
      paid('INV-4', '2026-04-01'),
    ]);
    const { state, published, progress } = await reading(file);
    expect([state, published]).toEqual(['COMMITTED', ['INV-1', 'INV-3']]);
    expect(progress).toMatchObject({ rowsTotal: 4, rowsSettled: 2, rowsNotSettled: 2, rowsInvalid: 0 });
  });

  it.each([
    ['a row is wrong', paid('INV-2', 'last week'), 'NOT_A_DATE'],
    ['a row cannot be read', broken, 'NOT_READABLE'],
    ['an invoice is in it twice', paid('INV-1', '2026-03-01'), 'DUPLICATE'],
  ])('publishes nothing when %s', async (_why, second, code) => {
    const { state, published, errors } = await reading(fileOf([paid('INV-1'), second]));
    expect([state, published]).toEqual(['REJECTED', []]);
    expect(errors.map((error) => [error.row, error.code])).toEqual([[3, code]]);
  });

  it('names the line in which an invoice that comes twice stood first', async () => {
    const { errors } = await reading(fileOf([aRow('INV-0'), paid('INV-1'), paid('INV-1')]));
    expect(errors).toEqual([
      {
        row: 4,
        column: 'invoice_number',
        value: 'INV-1',
        code: 'DUPLICATE',
        reason: 'is already in line 3 of this file',
      },
    ]);
  });

  it('may hold the same number of two legal entities', async () => {
    const abroad = { ...paid('INV-1'), entity: 'UK01' };
    expect((await reading(fileOf([paid('INV-1'), abroad]))).published).toEqual(['INV-1', 'INV-1']);
  });

  it('is published without its invalid rows when that was asked for', async () => {
    const file = fileOf([paid('INV-1'), broken, paid('INV-1'), paid('INV-2')]);
    const { state, published, progress } = await reading(file, { acceptValid: true });
    expect([state, published]).toEqual(['COMMITTED', ['INV-1', 'INV-2']]);
    expect(progress).toMatchObject({ rowsInvalid: 2, rowsSettled: 2 });
  });

  it('that was not read to its end publishes nothing', async () => {
    const file = fileOf([paid('INV-1'), new FileFault(3, null, 'breaks off')]);
    const { state, published, errors } = await reading(file, { acceptValid: true });
    expect([state, published]).toEqual(['REJECTED', []]);
    expect(errors).toMatchObject([{ row: 3, code: 'NOT_READABLE', reason: 'breaks off' }]);
  });

  it('is only checked in a dry run', async () => {
    const { state, published } = await reading(fileOf([paid('INV-1')]), { dryRun: true });
    expect([state, published]).toEqual(['CHECKED', []]);
  });
});
