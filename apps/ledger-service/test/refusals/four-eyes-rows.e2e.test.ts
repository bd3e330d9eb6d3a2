import { randomUUID } from 'node:crypto';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventOfRequest } from '@recoup/testkit/event-of-request';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';
import {
  decidedBy,
  type Payload,
  proposalOf,
  type TwoPeople,
  text,
  twoPeople,
} from './decided-requests.fixture.ts';
import { asOwner, asRuntime } from './statements.fixture.ts';

let ledger: LedgerUnderTest;
let people: TwoPeople;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'gl-accountant-1': 'GL_ACCOUNTANT',
    'gl-accountant-2': 'GL_ACCOUNTANT',
  });
  people = await twoPeople(ledger);
});
afterAll(() => ledger.stop());

const rules = {
  creditLossMethod: 'DIRECT',
  payableSide: 'REVERSE_PAYABLE',
  taxOnWriteOff: 'REVERSE_NOW',
  lateFees: 'EXPENSE',
};
const proposal = (id: string, kind: string, payload: Payload, subject?: string) =>
  proposalOf(people, id, kind, payload, subject);
const decided = (id: string, kind: string, payload: Payload) => decidedBy(people, id, kind, payload);

const month = (name: string, state: string, id: string | null) =>
  `insert into ledger.accounting_period (entity, month, state, changed_at, changed_by, change_request_id)
   values ('US01', '${name}', '${state}', now(), 'x', ${id === null ? 'null' : `'${id}'`})
   on conflict (entity, month) do update set state = excluded.state, change_request_id = excluded.change_request_id`;
const policy = (validFrom: string, id: string | null, content: object = rules) =>
  `insert into ledger.policy_version (entity, kind, version, content, content_hash, proposed_by, approved_by, valid_from,
     created_at, change_request_id)
   values ('US01', 'POSTING', '77', ${text(content)}, '', '${people.one}', '${people.two}', '${validFrom}', now(), ${id === null ? 'null' : `'${id}'`})`;
const entity = (name: string, id: string | null) =>
  `insert into ledger.legal_entity (code, code_key, entity_id, name, functional_currency, time_zone, calendar, created_at, created_by,
     change_request_id)
   values ('XX01', 'xx01', gen_random_uuid(), '${name}', 'USD', 'UTC', 'WEEKDAYS', now(), 'x', ${id === null ? 'null' : `'${id}'`})`;
const source = (echoes: string, id: string | null) =>
  `insert into ledger.source (code, code_key, party_per_entity, number_per_year, names_vary, echoes, created_at, created_by,
     change_request_id)
   values ('new', 'new', false, false, false, '${echoes}', now(), 'x', ${id === null ? 'null' : `'${id}'`})`;
const mapping = (content: object, id: string | null) =>
  `insert into ledger.gl_mapping_version (version, content, content_hash, proposed_by, approved_by, created_at, change_request_id)
   values (77, ${text(content)}, '', '${people.one}', '${people.two}', now(), ${id === null ? 'null' : `'${id}'`})`;

type Row = {
  readonly kind: string;
  readonly payload: Payload;
  /** The row that was decided, and one that says something else. */
  readonly row: (id: string | null) => string;
  readonly other: (id: string | null) => string;
};
const rows: Readonly<Record<string, Row>> = {
  'a month that is closed': {
    kind: 'PERIOD',
    payload: { entity: 'US01', month: '2030-01', state: 'CLOSED' },
    row: (id) => month('2030-01', 'CLOSED', id),
    other: (id) => month('2030-02', 'CLOSED', id),
  },
  'a policy': {
    kind: 'POSTING_POLICY',
    payload: { entity: 'US01', validFrom: '2030-01-01', rules },
    row: (id) => policy('2030-01-01', id),
    other: (id) => policy('2030-01-01', id, { ...rules, lateFees: 'NONE' }),
  },
  'an entity': {
    kind: 'ENTITY',
    payload: {
      rules,
      code: 'XX01',
      name: 'X',
      functionalCurrency: 'USD',
      timeZone: 'UTC',
      calendar: 'WEEKDAYS',
    },
    row: (id) => entity('X', id),
    other: (id) => entity('Y', id),
  },
  'a source': {
    kind: 'SOURCE',
    payload: {
      code: 'new',
      partyPerEntity: false,
      numberPerYear: false,
      namesVary: false,
      echoes: 'ALL',
    },
    row: (id) => source('ALL', id),
    other: (id) => source('NONE', id),
  },
  'a mapping': {
    kind: 'GL_MAPPING',
    payload: { accounts: { AR: '1' } },
    row: (id) => mapping({ accounts: { AR: '1' } }, id),
    other: (id) => mapping({ accounts: { AR: '2' } }, id),
  },
};

describe.each(Object.entries(rows))('%s', (_what, { kind, payload, row, other }) => {
  const id = randomUUID();

  it('stands when two persons decide it, and what the installation begins with does without', async () => {
    await asRuntime(ledger, ...decided(id, kind, payload), row(id), 'rollback');
    await asOwner(ledger, row(null), 'rollback');
  });

  it.each<readonly [string, () => readonly string[]]>([
    ['was decided by nobody', () => [row(null)]],
    [
      'is only proposed',
      () => [proposal(id, kind, payload), eventOfRequest('ledger', id, 'proposed'), row(id)],
    ],
    [
      'was decided as something else',
      () => [...decided(id, kind === 'SOURCE' ? 'ENTITY' : 'SOURCE', { code: 'XX01', ...payload }), row(id)],
    ],
    ['is not what was decided', () => [...decided(id, kind, payload), other(id)]],
    ['was decided earlier', () => [...decided(id, kind, payload), 'commit', 'begin', row(id)]],
  ])('is refused when it %s', async (_why, statements) => {
    await expect(asRuntime(ledger, ...statements())).rejects.toThrow(/decided by two persons/);
  });
});

it('a policy that says less than was decided is refused', async () => {
  const id = randomUUID();
  const { lateFees: _, ...fewer } = rules;
  const payload = { entity: 'US01', validFrom: '2030-01-01', rules };
  await expect(
    asRuntime(ledger, ...decided(id, 'POSTING_POLICY', payload), policy('2030-01-01', id, fewer)),
  ).rejects.toThrow(/decided by two persons/);
});

describe('the role of the service', () => {
  it('proposes nothing about something else than what it is about', async () => {
    const id = randomUUID();
    const { kind, payload } = {
      kind: 'PERIOD',
      payload: { entity: 'US01', month: '2030-01', state: 'LOCKED' },
    };
    await expect(asRuntime(ledger, proposal(id, kind, payload, 'US01 2029-12'))).rejects.toThrow(
      /change_request_is_about_its_payload/,
    );
  });

  it.each<readonly [string, object, string]>([
    ['by other rules', { ...rules, lateFees: 'NONE' }, '2026-03-31'],
    ['from another day', rules, '2026-04-01'],
  ])('never has an entity begin %s than was decided', async (_what, content, from) => {
    const id = randomUUID();
    const { payload } = rows['an entity'] ?? { payload: {} };
    const first = (holding: object, day: string) =>
      policy(day, id, holding).replace(`'US01'`, `'XX01'`).replace(`'77'`, `'1'`);
    const begun = [...decided(id, 'ENTITY', payload), entity('X', id)];
    await asRuntime(ledger, ...begun, first(rules, '2026-03-31'), 'rollback');
    await expect(asRuntime(ledger, ...begun, first(content, from))).rejects.toThrow(/decided by two persons/);
  });

  it('never begins a change request as approved', async () => {
    const approved = proposal(randomUUID(), 'SOURCE', {})
      .replace('expires_at)', 'expires_at, state)')
      .replace(/\)$/, `, 'APPROVED')`);
    await expect(asRuntime(ledger, approved)).rejects.toThrow(/permission denied/);
  });

  it('never has a policy hold from before its approval', async () => {
    const id = randomUUID();
    const payload = { entity: 'US01', validFrom: '2026-03-30', rules };
    await expect(
      asRuntime(ledger, ...decided(id, 'POSTING_POLICY', payload), policy('2026-03-30', id)),
    ).rejects.toThrow(/decided by two persons/);
  });
});

it('a policy that takes the place of another has a version and a day of its own', async () => {
  const again = policy('2030-01-01', null).replace(`'77'`, `'78'`);
  await expect(asOwner(ledger, policy('2030-01-01', null), again)).rejects.toThrow(/one_policy_from_a_day/);
  await expect(asOwner(ledger, policy('2030-01-01', null), policy('2030-02-01', null))).rejects.toThrow(
    /policy_version_pkey/,
  );
});

describe('a month that is locked', () => {
  const locked = '2026-01';
  const decide = async (state: 'OPEN' | 'LOCKED') => {
    const proposing = await ledger.call.post('/v1/periods', {
      body: { entity: 'US01', month: locked, state, reason: 'audited' },
      token: await ledger.token('gl-accountant-1'),
    });
    const { changeRequestId } = bodyOf(proposing);
    await ledger.approve(changeRequestId, await ledger.token('gl-accountant-2'));
    return changeRequestId;
  };

  it('is never opened again, whoever decides it and whoever asks the database', async () => {
    const opening = await decide('OPEN');
    await decide('LOCKED');
    const state = `select state from ledger.accounting_period where entity = 'US01' and month = '${locked}'`;
    expect(await ledger.database.query(state)).toEqual([{ state: 'LOCKED' }]);

    const id = randomUUID();
    const payload = { entity: 'US01', month: locked, state: 'OPEN' };
    for (const attempt of [
      () => asRuntime(ledger, `update ledger.accounting_period set state = 'OPEN' where month = '${locked}'`),
      () => asRuntime(ledger, month(locked, 'OPEN', opening)),
      () => asRuntime(ledger, ...decided(id, 'PERIOD', payload), month(locked, 'OPEN', id)),
      () => asOwner(ledger, `update ledger.accounting_period set state = 'OPEN' where month = '${locked}'`),
      () => asOwner(ledger, `delete from ledger.accounting_period where month = '${locked}'`),
    ])
      await expect(attempt()).rejects.toThrow(/is locked for ever/);
    expect(await ledger.database.query(state)).toEqual([{ state: 'LOCKED' }]);
  });
});
