import { expect, it } from 'vitest';
import { glMapping } from '../../reads/registry/gl-mappings.ts';
import { entityMapping } from './entity-mapping.ts';

const file = (given: object) =>
  glMapping.parse({
    subsidiaries: { US01: '1' },
    currencies: { USD: '1', EUR: '4' },
    accounts: { AR: '119', CLEXP: '612' },
    customers: { '*': '1' },
    ...given,
  });

it('an entity has what the file maps for each of its lines', () => {
  const accountExceptions = [
    { role: 'CPAY', id: '201' },
    { role: 'TAXP', side: 'tax', department: 'Film', id: '205' },
  ];
  const mapping = entityMapping('1', file({ accountExceptions }), 'US01');
  expect(mapping?.accountRoles).toEqual(['AR', 'CPAY', 'CLEXP']);
  expect([...(mapping?.currencies ?? [])].sort()).toEqual(['EUR', 'USD']);
});

it('an account that each side has of its own is mapped, one that a side lacks is not', () => {
  const accounts = { AR: '119' };
  const fee = { role: 'CLEXP', side: 'fee', id: '615' };
  const revenue = { role: 'CLEXP', side: 'revenue', id: '616' };
  const rolesWith = (...accountExceptions: readonly object[]) =>
    entityMapping('1', file({ accounts, accountExceptions }), 'US01')?.accountRoles;
  expect(rolesWith(fee)).toEqual(['AR']);
  expect(rolesWith(fee, revenue)).toEqual(['AR', 'CLEXP']);
  const receivables = { role: 'AR', side: 'revenue', id: '120' };
  expect(
    entityMapping('1', file({ accounts: {}, accountExceptions: [receivables] }), 'US01')?.accountRoles,
  ).toEqual([]);
});

it('under credit memos an account counts once an item bears what is given up', () => {
  const rolesUnder = (strategy: string, items = {}) =>
    entityMapping('1', file({ strategy, items }), 'US01')?.accountRoles;
  expect(rolesUnder('JOURNAL_AND_APPLICATION')).toEqual(['AR', 'CLEXP']);
  expect(rolesUnder('CREDIT_MEMO')).toEqual(['AR']);
  expect(rolesUnder('CREDIT_MEMO', { CLEXP: '801' })).toEqual(['AR', 'CLEXP']);
});

it.each([
  ['JOURNAL', false],
  ['JOURNAL_AND_APPLICATION', true],
  ['CREDIT_MEMO', true],
])('under %s write-offs clear invoices: %s', (strategy, clears) => {
  expect(entityMapping('1', file({ strategy }), 'US01')?.clearsInvoices).toBe(clears);
});

it.each<[string, object, readonly string[]]>([
  ['with rows for every name', { customers: { '*': 'eid:*' }, vendors: { '*': 'eid:*', 'C-1': '7' } }, []],
  ['without vendors', { customers: { '*': '1' } }, []],
  [
    'with the customers and vendors that it lists',
    { customers: { 'B-1': '4' }, vendors: {} },
    ['CUSTOMER', 'VENDOR'],
  ],
  ['with departments that lines may go without', { departments: { Film: '5' } }, []],
  [
    'with departments that each line needs',
    { departments: { Film: '5' }, departmentRequired: true },
    ['DEPARTMENT'],
  ],
])('an entity has the names of a mapping %s', (_what, given, listed) => {
  expect(entityMapping('1', file(given), 'US01')?.listedNames).toEqual(listed);
});

it('what is no currency is left out', () => {
  expect(
    entityMapping('1', file({ currencies: { USD: '1', '*': '2', Dollar: '3' } }), 'US01')?.currencies,
  ).toEqual(['USD']);
});

it('an entity without a subsidiary has nothing', () => {
  expect(entityMapping('1', file({}), 'UK01')).toBeNull();
});
