import { randomUUID } from 'node:crypto';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { approvalsFor, recoveryOf, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

let ledger: LedgerUnderTest;
let auditor: string;
let writeOff: string;
let recovery: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING', 'auditor-1': 'AUDITOR' });
  auditor = await ledger.token('auditor-1');
  const desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  await desk.importRows(row('C1', '100.00', '900.00'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf('C1'), {
    packetId,
    totals: { revenue: '100.00', payable: '900.00' },
  });
  await desk.outcomeOf(packetId);
  await ledger.bus.publish([eventRecord(PacketRecoveryRequestedV1, packetId, 3, recoveryOf(packetId, 1))]);
  const documents = () =>
    ledger.database.query<{ id: string }>(
      'select gl_document_id as id from ledger.gl_document order by after_document_id nulls first',
    );
  await eventually(async () => expect(await documents()).toHaveLength(2));
  [writeOff = '', recovery = ''] = (await documents()).map(({ id }) => id);
});
afterAll(() => ledger.stop());

/** Changes a document and its history as no role can; nobody takes it up for an hour. */
const stands = async (id: string, state: string, hours: number, change = '') => {
  const aside = (what: 'disable' | 'enable') =>
    ledger.database.query(
      `alter table ledger.gl_document ${what} trigger all; alter table ledger.gl_document_state ${what} trigger all`,
    );
  await aside('disable');
  await ledger.database.query(`delete from ledger.gl_document_state where gl_document_id = $1`, [id]);
  await ledger.database.query(
    `insert into ledger.gl_document_state
     select $1, now() - make_interval(hours => $3), 'test', 'PENDING', $2, 'test' where $2 not in ('PENDING', 'SENDING')`,
    [id, state, hours],
  );
  await ledger.database.query(
    `update ledger.gl_document set state = $2, created_at = now() - make_interval(hours => $3),
            updated_at = now() - make_interval(hours => $3), next_try_at = now() + interval '1 hour',
            remote_id = case when $2 in ('POSTED', 'POSTED_BY_HAND', 'AWAITING_APPROVAL') then $1::text end ${change}
      where gl_document_id = $1::uuid`,
    [id, state, hours],
  );
  await aside('enable');
};
const broken = async (): Promise<readonly string[]> => {
  const { invariants } = bodyOf(await ledger.call.get('/v1/checks', { token: auditor }));
  return invariants
    .filter(({ id, violations }) => /^I(4|21)-/.test(id) && violations !== 0)
    .map(({ id }) => id);
};
const metric = async (line: string) =>
  Number(new RegExp(`^${line}.* (\\S+)$`, 'm').exec(await ledger.metrics())?.[1]);

beforeEach(async () => {
  await stands(writeOff, 'POSTED', 0);
  await stands(recovery, 'PENDING', 0);
});

it('a recovery that waits for its write-off is no document that was forgotten', async () => {
  await stands(writeOff, 'AWAITING_APPROVAL', 30);
  await stands(recovery, 'PENDING', 30);
  expect(await broken()).toEqual([]);
  expect(await metric('recoup_gl_oldest_unposted_seconds')).toBe(0);
  expect(await metric('recoup_gl_oldest_in_state_seconds\\{state="AWAITING_APPROVAL"')).toBeGreaterThan(
    29 * 3_600,
  );
});

it('one that could be sent for longer than ten minutes is', async () => {
  await stands(writeOff, 'POSTED', 1);
  await stands(recovery, 'PENDING', 2);
  expect(await broken()).toEqual(['I21-gl']);
  expect(await metric('recoup_gl_oldest_unposted_seconds')).toBeGreaterThan(3_500);
  expect(await metric('recoup_gl_oldest_unposted_seconds')).toBeLessThan(3_700);
});

it.each([
  ['UNKNOWN', ['I21-gl']],
  ['EXPORTED', []],
])(
  'a moment in which one that is %s is looked up changes nothing of how it stands',
  async (state, expected) => {
    await stands(writeOff, state, 1);
    await ledger.database.query('alter table ledger.gl_document disable trigger all');
    await ledger.database.query(`update ledger.gl_document set state = 'SENDING' where gl_document_id = $1`, [
      writeOff,
    ]);
    expect(await broken()).toEqual(expected);
  },
);

it.each(['REJECTED', 'HELD'])('a document that is %s for longer than a day is noticed', async (state) => {
  await stands(writeOff, state, 23);
  expect(await broken()).toEqual([]);
  await stands(writeOff, state, 25);
  expect(await broken()).toEqual(['I21-stuck']);
});

it('a recovery that came before its write-off is noticed', async () => {
  await stands(writeOff, 'REJECTED', 0);
  await stands(recovery, 'POSTED', 0);
  expect(await broken()).toEqual(['I4-order']);
});

it('a recovery that takes back something else than its write-off is noticed', async () => {
  await stands(recovery, 'PENDING', 0, ', mapping_version = null');
  expect(await broken()).toEqual(['I4-mirror']);
  await stands(recovery, 'PENDING', 0, ', mapping_version = 1');
  expect(await broken()).toEqual([]);
  const otherAccount = `, body = convert_to(replace(convert_from(body, 'UTF8'), '"612"', '"615"'), 'UTF8')`;
  await stands(recovery, 'PENDING', 0, otherAccount);
  expect(await broken()).toEqual(['I4-mirror']);
});

it('what was entered by hand is posted, and what was given up is open no more', async () => {
  const counted = async () => {
    const { controlTotals } = bodyOf(await ledger.call.get('/v1/checks', { token: auditor }));
    return [controlTotals.glPosted, controlTotals.glOpen];
  };
  expect(await counted()).toEqual([1, 1]);
  await stands(writeOff, 'POSTED_BY_HAND', 0);
  expect(await counted()).toEqual([1, 1]);
  await stands(writeOff, 'CANCELLED', 0);
  await stands(recovery, 'CANCELLED', 0);
  expect(await counted()).toEqual([0, 0]);
});
