import { expect, it } from 'vitest';
import type { GlMapping } from './gl-mapping.ts';
import { mappingChanges } from './mapping-changes.ts';

const before: GlMapping = {
  subsidiaries: { US01: '1' },
  currencies: { USD: '1' },
  accounts: { AR: '119', CLEXP: '612' },
  accountExceptions: [{ role: 'CLEXP', side: 'fee', department: 'Film', id: '615' }],
  customers: { 'B-1': '4' },
  vendors: { 'C-1': '9' },
  departments: { Film: '5' },
  departmentRequired: false,
  strategy: 'JOURNAL',
  items: {},
};
const { vendors: _vendors, ...unnamed } = before;

it('the same content changes nothing', () => {
  expect(mappingChanges(before, { ...before })).toEqual([]);
});

it.each<[string, GlMapping, ReturnType<typeof mappingChanges>]>([
  [
    'another id',
    { ...before, accounts: { ...before.accounts, AR: '120' } },
    [{ row: 'accounts AR', from: '119', to: '120' }],
  ],
  [
    'rows come and gone, by list and name',
    { ...before, customers: { 'B-2': '4' }, departments: {} },
    [
      { row: 'customers B-1', from: '4', to: null },
      { row: 'customers B-2', from: null, to: '4' },
      { row: 'departments Film', from: '5', to: null },
    ],
  ],
  [
    'another exception',
    { ...before, accountExceptions: [{ role: 'CLEXP', side: 'fee', id: '616' }] },
    [{ row: 'accountExceptions 1', from: 'CLEXP fee Film: 615', to: 'CLEXP fee: 616' }],
  ],
  [
    'one exception more',
    { ...before, accountExceptions: [...before.accountExceptions, { role: 'AR', id: '120' }] },
    [{ row: 'accountExceptions 2', from: null, to: 'AR: 120' }],
  ],
  [
    'how it is posted',
    { ...before, strategy: 'CREDIT_MEMO', departmentRequired: true, items: { CLEXP: '77' } },
    [
      { row: 'departmentRequired', from: 'false', to: 'true' },
      { row: 'items CLEXP', from: null, to: '77' },
      { row: 'strategy', from: 'JOURNAL', to: 'CREDIT_MEMO' },
    ],
  ],
  [
    'clients who are vendors no more',
    unnamed,
    [
      { row: 'vendors', from: 'named', to: 'not named' },
      { row: 'vendors C-1', from: '9', to: null },
    ],
  ],
])('shows %s', (_what, after, changes) => {
  expect(mappingChanges(before, after)).toEqual(changes);
});

it('the first content is all new', () => {
  const rows = mappingChanges(undefined, unnamed);
  expect(rows.every(({ from, to }) => from === null && to !== null)).toBe(true);
  expect(rows).toContainEqual({ row: 'subsidiaries US01', from: null, to: '1' });
});
