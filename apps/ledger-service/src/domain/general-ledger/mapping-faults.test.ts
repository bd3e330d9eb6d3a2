import { expect, it } from 'vitest';
import { type GlMapping, postingStrategies } from './gl-mapping.ts';
import { mappingFaults } from './mapping-faults.ts';

const content: GlMapping = {
  ...{ subsidiaries: { '*': '1', UK01: '3' }, currencies: { USD: '1' }, accounts: { AR: '119' } },
  ...{ accountExceptions: [], customers: { '*': 'eid:*' }, departments: {}, departmentRequired: false },
  ...{ strategy: 'JOURNAL', items: {} },
};

const memos = {
  strategy: 'CREDIT_MEMO',
  accounts: { AR: '119', CLEXP: '612' },
  items: { CLEXP: '801' },
} as const;

it('finds nothing in ids of registered entities and known currencies', () => {
  const accountExceptions = [
    { role: 'AR', id: '120' },
    { role: 'AR', side: 'revenue', id: '121' },
    { role: 'AR', department: 'Film', id: '122' },
  ] as const;
  const vendors = { '*': 'eid:*', 'C-1': '7 eid:' };
  const given = { ...content, accountExceptions, vendors, departments: { Film: '5 eid:' } };
  expect(mappingFaults(given, ['UK01'], postingStrategies)).toEqual([]);
});

it.each<[string, Partial<GlMapping>, string]>([
  ['an entity that is not registered', { subsidiaries: { XX99: '1' } }, 'subsidiaries/XX99'],
  ['an entity that is written otherwise', { subsidiaries: { uk01: '1' } }, 'subsidiaries/uk01'],
  ['a currency that is none', { currencies: { USX: '1' } }, 'currencies/USX'],
  ['a property of every object', { currencies: { constructor: '1' } }, 'currencies/constructor'],
  ['an external id that is left out', { customers: { 'B-1': 'eid: ' } }, 'customers/B-1'],
  ['a vendor whose external id is left out', { vendors: { 'C-1': 'eid:' } }, 'vendors/C-1'],
  ['an account by its external id', { accounts: { AR: 'eid:AR' } }, 'accounts/AR'],
  ['a subsidiary by its external id', { subsidiaries: { '*': 'eid:*' } }, 'subsidiaries/*'],
  ['a currency by its external id', { currencies: { USD: 'eid:USD' } }, 'currencies/USD'],
  ['a department by its external id', { departments: { '*': 'EID:*' } }, 'departments/*'],
  ['an item by its external id', { items: { CLEXP: 'eid:BAD' } }, 'items/CLEXP'],
  [
    'an account of an exception by its external id',
    { accountExceptions: [{ role: 'AR', id: 'eid:AR' }] },
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
  [
    'credit memos without an item for an account',
    { strategy: 'CREDIT_MEMO', accounts: { AR: '119', CLEXP: '612' } },
    'items/CLEXP',
  ],
  [
    'credit memos whose item has one account and the exception another',
    { ...memos, accountExceptions: [{ role: 'CLEXP', side: 'fee', department: 'Film', id: '615' }] },
    'accountExceptions/0',
  ],
  [
    'credit memos whose item has one account and a department another',
    { ...memos, accountExceptions: [{ role: 'CLEXP', department: 'Film', id: '615' }] },
    'accountExceptions/0',
  ],
  [
    'credit memos with an account of receivables for a side',
    { ...memos, accountExceptions: [{ role: 'AR', side: 'tax', department: 'Film', id: '120' }] },
    'accountExceptions/0',
  ],
  [
    'credit memos with one item for two accounts',
    { ...memos, accounts: { ...memos.accounts, CPAY: '201' }, items: { CPAY: '801', CLEXP: '801' } },
    'items/CLEXP',
  ],
])('finds %s', (_what, change, at) => {
  const faults = mappingFaults({ ...content, ...change }, ['UK01'], postingStrategies);
  expect(faults).toEqual([{ at, why: expect.stringMatching(/^must /) }]);
});

it('takes credit memos whose accounts have their items, and receivables by department', () => {
  const accountExceptions = [{ role: 'AR', department: 'Film', id: '120' }] as const;
  expect(mappingFaults({ ...content, ...memos, accountExceptions }, ['UK01'], postingStrategies)).toEqual([]);
});

it('takes one item for accounts that are one', () => {
  const [accounts, items] = [
    { ...memos.accounts, TAXP: '612' },
    { CLEXP: '801', TAXP: '801' },
  ];
  expect(mappingFaults({ ...content, ...memos, accounts, items }, ['UK01'], postingStrategies)).toEqual([]);
});

it.each(['JOURNAL_AND_APPLICATION', 'CREDIT_MEMO'] as const)(
  'finds the strategy %s, which files cannot hold',
  (strategy) => {
    expect(mappingFaults({ ...content, strategy }, ['UK01'], ['JOURNAL'])).toEqual([
      { at: 'strategy', why: 'must be JOURNAL: this general ledger takes nothing else' },
    ]);
  },
);

it('names the exception of whose lines another one is', () => {
  const [one, other] = [
    { role: 'AR', side: 'fee', id: '1' },
    { role: 'AR', side: 'tax', id: '2' },
  ] as const;
  const accountExceptions = [one, other, { ...other, id: '3' }, { ...other, id: '4' }];
  const why = 'must be of other lines than exception 2';
  expect(mappingFaults({ ...content, accountExceptions }, ['UK01'], postingStrategies)).toEqual([
    { at: 'accountExceptions/2', why },
    { at: 'accountExceptions/3', why },
  ]);
});
