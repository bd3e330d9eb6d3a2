import { randomUUID } from 'node:crypto';
import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

let ledger: LedgerUnderTest;
let desk: ReturnType<typeof approvalsFor>;
let accounting: string;
let tokens: Readonly<Record<'admin' | 'admin2' | 'accountant' | 'accountant2', string>>;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'admin-1': 'ADMIN',
    'admin-2': 'ADMIN',
    'gl-accountant-1': 'GL_ACCOUNTANT',
    'gl-accountant-2': 'GL_ACCOUNTANT',
  });
  accounting = await ledger.token('client-accounting-1');
  desk = approvalsFor(ledger, accounting);
  const invoices = ['P-1', 'P-2', 'P-3', 'M-1', 'M-2', 'M-3'];
  await desk.importRows(...invoices.map((invoice) => row(invoice, '10.00', '0.00')));
  tokens = {
    admin: await ledger.token('admin-1'),
    admin2: await ledger.token('admin-2'),
    accountant: await ledger.token('gl-accountant-1'),
    accountant2: await ledger.token('gl-accountant-2'),
  };
});
afterAll(() => ledger.stop());

const rules = {
  creditLossMethod: 'DIRECT',
  payableSide: 'REVERSE_PAYABLE',
  taxOnWriteOff: 'REVERSE_NOW',
  lateFees: 'EXPENSE',
  echoDays: 30,
} as const;
const proposePolicy = (validFrom: string, entity = 'US01') =>
  ledger.call.post('/v1/policies', {
    body: { entity, validFrom, rules, reason: 'audit' },
    token: tokens.admin,
  });
const proposePeriod = (month: string, state: 'OPEN' | 'CLOSED' | 'LOCKED', entity = 'US01') =>
  ledger.call.post('/v1/periods', {
    body: { entity, month, state, reason: 'reconciled' },
    token: tokens.accountant,
  });
const decidePeriod = async (month: string, state: 'OPEN' | 'CLOSED' | 'LOCKED') => {
  const { changeRequestId } = bodyOf(await proposePeriod(month, state));
  return ledger.approve(changeRequestId, tokens.accountant2);
};

/** Writes a receivable off and answers in which period and under which policy that counts. */
const writeOff = async (invoice: string) => {
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf(invoice), {
    packetId,
    totals: { revenue: '10.00', payable: '0.00' },
  });
  const outcome = await desk.outcomeOf(packetId);
  const { items } = bodyOf(await ledger.call.get('/v1/journals', { query: { packetId }, token: accounting }));
  return { outcome, journal: items[0] };
};

describe('a posting policy', () => {
  it('holds from its day on, once another administrator approved it, and is stamped on what is posted', async () => {
    const { changeRequestId } = bodyOf(await proposePolicy('2026-03-31'));
    expect((await writeOff('P-1')).journal?.policyVersion).toBe('1');
    expect((await ledger.approve(changeRequestId, tokens.admin)).body).toMatchObject({
      code: 'OWN_PROPOSAL',
    });
    expect((await ledger.approve(changeRequestId, tokens.admin2)).status).toBe(200);
    expect((await writeOff('P-2')).journal?.policyVersion).toBe('2');
    const { items } = bodyOf(
      await ledger.call.get('/v1/policies', { query: { entity: 'US01' }, token: accounting }),
    );
    expect(items.map(({ version, validFrom }) => [version, validFrom])).toEqual([
      ['2', '2026-03-31'],
      ['1', '1900-01-01'],
    ]);
  });

  it('does not hold yet before its day', async () => {
    const { changeRequestId } = bodyOf(await proposePolicy('2026-05-01'));
    await ledger.approve(changeRequestId, tokens.admin2);
    expect((await writeOff('P-3')).journal?.policyVersion).toBe('2');
  });

  it('that does not hold yet gives way to one that is decided later, and says to which', async () => {
    const { changeRequestId } = bodyOf(await proposePolicy('2026-04-01', 'us01'));
    expect((await ledger.approve(changeRequestId, tokens.admin2)).status).toBe(200);
    const { items } = bodyOf(
      await ledger.call.get('/v1/policies', { query: { entity: ' us01' }, token: accounting }),
    );
    const shown = items.map(({ version, validFrom, replacedBy }) => [version, validFrom, replacedBy]);
    expect(new Map(shown.map(([version, ...rest]) => [version, rest]))).toEqual(
      new Map([
        ['4', ['2026-04-01', null]],
        ['3', ['2026-05-01', '4']],
        ['2', ['2026-03-31', null]],
        ['1', ['1900-01-01', null]],
      ]),
    );
    expect(items.find(({ version }) => version === '4')).toMatchObject({
      proposedBy: { name: expect.stringMatching(/./) },
      approvedBy: { name: expect.stringMatching(/./) },
    });
  });

  it.each([
    ['the day on which the one that holds began', '2026-03-31', 'US01', 'POLICY_DAY_TAKEN', '/validFrom'],
    ['the day on which one will begin', '2026-04-01', 'US01', 'POLICY_DAY_TAKEN', '/validFrom'],
    ['a day that is more than a year ahead', '2027-04-02', 'UK01', 'VALID_FROM_TOO_FAR', '/validFrom'],
    ['a day that is over', '2026-03-30', 'UK01', 'VALID_FROM_PAST', '/validFrom'],
    ['an entity that is none', '2026-05-01', 'XX99', 'UNKNOWN_ENTITY', '/entity'],
  ])('is refused for %s', async (_what, day, entity, code, pointer) => {
    const body = { code, errors: [{ pointer, code }] };
    expect(await proposePolicy(day, entity)).toMatchObject({ status: 409, body });
  });
});

describe('an accounting month', () => {
  it('that two accountants closed is left out: what falls into it is posted on the first of the next', async () => {
    expect((await decidePeriod('2026-03', 'CLOSED')).status).toBe(200);
    const { journal } = await writeOff('M-1');
    expect(journal).toMatchObject({
      eventDate: '2026-03-31',
      accountingDate: '2026-04-01',
      period: '2026-04',
    });
  });

  it('after which no other is open refuses the write-off, and says which entity it is', async () => {
    await ledger.database.query(
      `update ledger.accounting_period set state = 'CLOSED' where entity = 'US01' and month = '2026-04'`,
    );
    const { outcome, journal } = await writeOff('M-2');
    expect(outcome).toEqual({ outcome: 'REFUSED', code: 'PERIOD_UNKNOWN' });
    expect(journal).toBeUndefined();
  });

  it('is opened again by two, and then it takes postings', async () => {
    await decidePeriod('2026-03', 'OPEN');
    expect((await writeOff('M-3')).journal?.period).toBe('2026-03');
  });

  it('that is locked is never opened again', async () => {
    await decidePeriod('2026-03', 'LOCKED');
    expect(await proposePeriod('2026-03', 'OPEN')).toMatchObject({
      status: 409,
      body: { code: 'PERIOD_LOCKED', errors: [{ pointer: '/month' }] },
    });
  });

  it('is not closed by the one who proposed it, nor twice', async () => {
    const { changeRequestId } = bodyOf(await proposePeriod('2026-02', 'CLOSED', ' us01'));
    expect((await ledger.approve(changeRequestId, tokens.accountant)).body).toMatchObject({
      code: 'OWN_PROPOSAL',
    });
    await ledger.approve(changeRequestId, tokens.accountant2);
    expect(await proposePeriod('2026-02', 'CLOSED')).toMatchObject({
      body: { code: 'WRONG_STATE', errors: [{ pointer: '/state' }] },
    });
    const { items } = bodyOf(
      await ledger.call.get('/v1/periods', {
        query: { entity: 'US01', state: ['CLOSED', 'LOCKED'] },
        token: accounting,
      }),
    );
    expect(items.map(({ month, state }) => `${month} ${state}`)).toEqual([
      '2026-04 CLOSED',
      '2026-03 LOCKED',
      '2026-02 CLOSED',
    ]);
  });

  it.each(['CLOSED', 'LOCKED'] as const)('is not %s before it has begun', async (state) => {
    expect(await proposePeriod('2026-05', state)).toMatchObject({
      status: 409,
      body: { code: 'MONTH_NOT_BEGUN', errors: [{ pointer: '/month' }] },
    });
  });

  it.each(['1999-12', '2100-01', '0001-01', '9999-12'])('is not %s', async (month) => {
    expect(await proposePeriod(month, 'OPEN')).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT', errors: [{ pointer: '/month' }] },
    });
  });
});
