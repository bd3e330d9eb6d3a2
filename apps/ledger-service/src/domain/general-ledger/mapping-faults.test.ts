import { expect, it } from 'vitest';
import type { GlMapping } from './gl-mapping.ts';
import { mappingFaults } from './mapping-faults.ts';

const content: GlMapping = {
  ...{ subsidiaries: { '*': '1', UK01: '3' }, currencies: { USD: '1' }, accounts: { AR: '119' } },
  ...{ accountExceptions: [], customers: { '*': 'eid:*' }, departments: {}, departmentRequired: false },
  ...{ strategy: 'JOURNAL', items: {} },
};

it('finds nothing in ids of registered entities and known currencies', () => {
  const accountExceptions = [
    { role: 'AR', id: '120' },
    { role: 'AR', side: 'revenue', id: '121' },
    { role: 'AR', department: 'Film', id: '122' },
  ] as const;
  expect(mappingFaults({ ...content, accountExceptions }, ['UK01'])).toEqual([]);
});

it.each<[string, Partial<GlMapping>, string]>([
  ['an entity that is not registered', { subsidiaries: { XX99: '1' } }, 'subsidiaries/XX99'],
  ['an entity that is written otherwise', { subsidiaries: { uk01: '1' } }, 'subsidiaries/uk01'],
  ['a currency that is none', { currencies: { USX: '1' } }, 'currencies/USX'],
  ['a property of every object', { currencies: { constructor: '1' } }, 'currencies/constructor'],
  ['an external id that is left out', { customers: { 'B-1': 'eid: ' } }, 'customers/B-1'],
  ['an account whose id is left out', { accounts: { AR: 'eid:' } }, 'accounts/AR'],
  [
    'an exception whose id is left out',
    { accountExceptions: [{ role: 'AR', id: 'eid:' }] },
    'accountExceptions/0/id',
  ],
  [
    'two exceptions of the same lines',
    {
      accountExceptions: [
        { role: 'AR', side: 'tax', id: '1' },
        { role: 'AR', side: 'tax', id: '2' },
      ],
    },
    'accountExceptions/1',
  ],
])('finds %s', (_what, change, at) => {
  expect(mappingFaults({ ...content, ...change }, ['UK01']).map((fault) => fault.at)).toEqual([at]);
});
