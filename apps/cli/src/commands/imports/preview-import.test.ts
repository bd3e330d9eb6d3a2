import { expect, it } from 'vitest';
import { previewText } from './preview-import.ts';

type Preview = Parameters<typeof previewText>[0];
const party = { number: '4711', name: 'Alder' };
const rest = { deal: 'D-1', department: 'Film', entity: 'US01', client: party, debtor: party };
const fault = {
  row: 3,
  column: 'due date',
  value: 'soon',
  code: 'NOT_A_DATE',
  reason: 'must be a date',
} as const;

const found: Preview = {
  reading: {
    ...{ encoding: 'utf-8', delimiter: 'semicolon', sheet: null },
    ...{ preset: 'sap-fbl5n', chosenBy: 'header', header: 4 },
  },
  dates: 'day-first',
  numbers: 'comma',
  kinds: ['sap-fbl5n', 'recoup', 'oracle-request', 'zoho-aging-details'].map((preset) => ({
    ...{ preset, matched: 1, known: 6, lacks: [] },
  })),
  columns: [
    { name: 'account', field: 'debtorNumber' },
    { name: 'text', field: null },
  ],
  rows: [
    {
      ...{ row: 2, cells: [], kind: 'item', errors: [], remarks: [] },
      item: {
        ...{ ...rest, invoiceNumber: 'M-1', invoiceDate: '2025-10-01', dueDate: '2025-10-31' },
        open: { amount: '5.00', currency: 'USD' },
      },
    },
    { row: 3, cells: [], kind: 'invalid', item: null, errors: [fault], remarks: [] },
  ],
  errors: [{ row: 0, column: 'entity', value: '', code: 'MISSING_VALUE', reason: 'must be given' }],
};

it('says the kind, how it is read, the columns, the rows and what is wrong', () => {
  expect(previewText(found).split('\n')).toEqual([
    'Kind sap-fbl5n, as its header shows; the header is line 4.',
    'Columns that fit: sap-fbl5n 1 of 6, recoup 1 of 6, oracle-request 1 of 6',
    'Read as: UTF-8, delimiter semicolon, dates day-first, numbers comma',
    'Columns:',
    '  account: debtorNumber',
    '  text: not read',
    'line 2: M-1 of Alder, 5.00 USD, due 2025-10-31',
    'line 3: invalid',
    '  line 3, due date: "soon" must be a date',
    '  entity: must be given',
  ]);
});

it('says that nothing fits, and what was asked for', () => {
  const nothing = { encoding: null, delimiter: null, sheet: null, chosenBy: null, header: null };
  const unknown: Preview = {
    ...{ reading: { ...nothing, preset: null }, dates: null, numbers: null },
    ...{ kinds: [], columns: [], rows: [], errors: [] },
  };
  expect(previewText(unknown)).toBe('No kind of file fits.\nColumns that fit: ');
  const asked = { ...nothing, preset: 'ours', chosenBy: 'named', header: 1 } as const;
  expect(previewText({ ...unknown, reading: asked })).toContain('Kind ours, as asked; the header is line 1.');
});
