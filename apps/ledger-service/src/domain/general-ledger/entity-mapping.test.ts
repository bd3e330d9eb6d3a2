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

it('what is no currency is left out', () => {
  expect(
    entityMapping('1', file({ currencies: { USD: '1', '*': '2', Dollar: '3' } }), 'US01')?.currencies,
  ).toEqual(['USD']);
});

it('an entity without a subsidiary has nothing', () => {
  expect(entityMapping('1', file({}), 'UK01')).toBeNull();
});
