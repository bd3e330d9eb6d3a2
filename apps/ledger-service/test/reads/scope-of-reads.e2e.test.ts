import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

let ledger: LedgerUnderTest;
const tokens = new Map<string, string>();

/** Who reads, with the role and the entity to which it is limited. */
const readers = {
  auditor: 'AUDITOR',
  administrator: 'ADMIN',
  'US01 auditor': 'AUDITOR@US01',
  'UK01 auditor': 'AUDITOR@UK01',
  'US01 operator': 'OPERATOR@US01',
  'UK01 accountant': 'GL_ACCOUNTANT@UK01',
} as const;
type Reader = keyof typeof readers;

/** One write-off of an item of US01, beside an item of UK01 that stays open. */
beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING', ...readers });
  for (const reader of Object.keys(readers)) tokens.set(reader, await ledger.token(reader));
  const desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  await desk.importRows(row('I1', '100.00', '0.00'), row('UK-1', '10.00', '0.00').replace('US01', 'UK01'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf('I1'), { packetId, totals: { revenue: '100.00', payable: '0.00' } });
  await desk.outcomeOf(packetId);
  await eventually(async () => {
    const unsealed = await ledger.database.query('select from ledger.log_unsealed');
    expect(unsealed).toHaveLength(0);
  });
});
afterAll(() => ledger.stop());

const everything = ['DE01', 'UK01', 'US01', 'US02'];
const refused = 'ROLE_REQUIRED';

/** Of which entities somebody sees something there, or why not. */
type Seen = readonly string[] | typeof refused | 'NOT_FOUND';
type Answered = { readonly status: number; readonly body: unknown };

const listed = (answer: Answered, entityOf: (item: Readonly<Record<string, unknown>>) => unknown): Seen => {
  if (answer.status !== 200) return (answer.body as { readonly code: typeof refused }).code;
  const { items } = answer.body as { readonly items: readonly Readonly<Record<string, unknown>>[] };
  return [...new Set(items.map((item) => String(entityOf(item))))].sort();
};
const whole = (answer: Answered): Seen =>
  answer.status === 200 ? everything : (answer.body as { readonly code: typeof refused }).code;

const resources: Readonly<Record<string, (token: string) => Promise<Seen>>> = {
  entities: async (token) =>
    listed(await ledger.call.get('/v1/entities', { token, query: { limit: 500 } }), ({ code }) => code),
  periods: async (token) =>
    listed(await ledger.call.get('/v1/periods', { token, query: { limit: 500 } }), ({ entity }) => entity),
  policies: async (token) =>
    listed(await ledger.call.get('/v1/policies', { token, query: { limit: 500 } }), ({ entity }) => entity),
  mapping: async (token) =>
    whole(await ledger.call.get('/v1/gl-mappings/{version}', { token, path: { version: 1 } })),
  journals: async (token) => listed(await ledger.call.get('/v1/journals', { token }), ({ entity }) => entity),
  'events of receivables': async (token) =>
    listed(
      await ledger.call.get('/v1/events', { token, query: { type: 'recoup.receivable.imported.v1' } }),
      ({ event }) => (event as { readonly data: { readonly entity: string } }).data.entity,
    ),
  'events of entities': async (token) =>
    listed(
      await ledger.call.get('/v1/events', { token, query: { type: 'recoup.entity.changed.v1' } }),
      ({ event }) => (event as { readonly data: { readonly code: string } }).data.code,
    ),
  'events of write-offs': async (token) =>
    listed(
      await ledger.call.get('/v1/events', { token, query: { type: 'recoup.ledger.write-off-executed.v1' } }),
      ({ event }) =>
        (event as { readonly data: { readonly entities: readonly { entity: string }[] } }).data.entities[0]
          ?.entity,
    ),
  log: async (token) => whole(await ledger.call.get('/v1/log/entries', { token })),
  unsealed: async (token) => whole(await ledger.call.get('/v1/log/unsealed', { token })),
  checks: async (token) => whole(await ledger.call.get('/v1/checks', { token })),
  messages: async (token) => whole(await ledger.call.get('/v1/checks/messages', { token })),
};

const seen: Readonly<Record<Reader, Readonly<Record<string, Seen>>>> = {
  auditor: {
    ...{ entities: everything, periods: everything, policies: everything, mapping: everything },
    ...{ journals: ['US01'], 'events of receivables': ['UK01', 'US01'], 'events of entities': everything },
    ...{
      'events of write-offs': ['US01'],
      log: everything,
      unsealed: everything,
      checks: everything,
      messages: everything,
    },
  },
  administrator: {
    ...{ entities: everything, periods: everything, policies: everything, mapping: everything },
    ...{ journals: ['US01'], 'events of receivables': refused, 'events of entities': refused },
    ...{
      'events of write-offs': refused,
      log: refused,
      unsealed: refused,
      checks: refused,
      messages: refused,
    },
  },
  'US01 auditor': {
    ...{ entities: ['US01'], periods: ['US01'], policies: ['US01'], mapping: 'NOT_FOUND' },
    ...{ journals: ['US01'], 'events of receivables': ['US01'], 'events of entities': ['US01'] },
    ...{
      'events of write-offs': ['US01'],
      log: refused,
      unsealed: refused,
      checks: refused,
      messages: refused,
    },
  },
  'UK01 auditor': {
    ...{ entities: ['UK01'], periods: ['UK01'], policies: ['UK01'], mapping: 'NOT_FOUND' },
    ...{ journals: [], 'events of receivables': ['UK01'], 'events of entities': ['UK01'] },
    ...{ 'events of write-offs': [], log: refused, unsealed: refused, checks: refused, messages: refused },
  },
  'US01 operator': {
    ...{ entities: ['US01'], periods: ['US01'], policies: ['US01'], mapping: 'NOT_FOUND' },
    ...{ journals: ['US01'], 'events of receivables': ['US01'], 'events of entities': ['US01'] },
    ...{
      'events of write-offs': ['US01'],
      log: refused,
      unsealed: refused,
      checks: refused,
      messages: refused,
    },
  },
  'UK01 accountant': {
    ...{ entities: ['UK01'], periods: ['UK01'], policies: ['UK01'], mapping: 'NOT_FOUND' },
    ...{ journals: [], 'events of receivables': ['UK01'], 'events of entities': ['UK01'] },
    ...{ 'events of write-offs': [], log: refused, unsealed: refused, checks: refused, messages: refused },
  },
};

const matrix = Object.entries(seen).flatMap(([reader, row]) =>
  Object.entries(row).map(([resource, of]) => [reader, resource, of] as const),
);

describe('what somebody sees ends where their roles do', () => {
  it.each(matrix)('the %s asking for %s: %j', async (reader, resource, of) => {
    expect(await resources[resource]?.(tokens.get(reader) ?? '')).toEqual(of);
  });
});

it('who may not see all of the log is told that the role must have no limits', async () => {
  const token = tokens.get('UK01 auditor') ?? '';
  const answer = await ledger.call.get('/v1/log/entries', { token });
  expect(answer.body).toMatchObject({
    detail: 'You need the role AUDITOR without limits to an entity, a department or a client',
  });
});
