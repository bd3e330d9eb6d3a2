import { randomUUID } from 'node:crypto';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, recoveryOf, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

let ledger: LedgerUnderTest;
let desk: ReturnType<typeof approvalsFor>;
let accountant: string;
let second: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'gl-accountant-1': 'GL_ACCOUNTANT',
    'gl-accountant-2': 'GL_ACCOUNTANT',
    'uk-accountant': 'GL_ACCOUNTANT@UK01',
  });
  desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  [accountant, second] = [await ledger.token('gl-accountant-1'), await ledger.token('gl-accountant-2')];
});
afterAll(() => ledger.stop());

const documentsOf = async (packetId: string) => {
  const { items } = bodyOf(
    await ledger.call.get('/v1/gl-postings', { query: { packetId, sort: 'glPostingId' }, token: accountant }),
  );
  return items;
};

/** A packet that was written off, whose document no sender touches any more because it stands as asked. */
const writtenOff = async (invoice: string, state: 'REJECTED' | 'HELD' | 'POSTED') => {
  await desk.importRows(row(invoice, '10.00', '0.00'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf(invoice), {
    packetId,
    totals: { revenue: '10.00', payable: '0.00' },
  });
  await desk.outcomeOf(packetId);
  const [document] = await documentsOf(packetId);
  const id = document?.glPostingId ?? '';
  await ledger.database.query('alter table ledger.gl_document disable trigger all');
  await ledger.database.query(
    `update ledger.gl_document set state = $2, remote_id = case $2 when 'POSTED' then '98001' end where gl_document_id = $1`,
    [id, state],
  );
  await ledger.database.query('alter table ledger.gl_document enable trigger all');
  await ledger.database.query('alter table ledger.gl_document enable always trigger gl_document_moves');
  return { packetId, id };
};
const recover = async (packetId: string) => {
  await ledger.bus.publish([eventRecord(PacketRecoveryRequestedV1, packetId, 3, recoveryOf(packetId, 1))]);
  return eventually(async () => {
    const documents = await documentsOf(packetId);
    if (documents.length < 2) throw new Error('not recovered yet');
    return documents;
  });
};
const propose = (
  id: string,
  action: 'RELEASE' | 'CANCEL' | 'POSTED_BY_HAND',
  token = accountant,
  documentId?: string,
) =>
  ledger.call.post('/v1/gl-postings/{id}/resolution', {
    path: { id },
    body: { action, reason: 'account 612 is open again', ...(documentId ? { documentId } : {}) },
    token,
  });
const approve = (id: string, token = second) => ledger.approve(id, token);
const stateOf = async (packetId: string) => (await documentsOf(packetId)).map(({ state }) => state);

describe('a document that the general ledger refused', () => {
  it('is sent again when two GL accountants say so, and its history says who, why, from and to', async () => {
    const { packetId, id } = await writtenOff('G-1', 'REJECTED');
    const { changeRequestId } = bodyOf(await propose(id, 'RELEASE'));
    expect((await approve(changeRequestId, accountant)).body).toMatchObject({ code: 'OWN_PROPOSAL' });
    expect(await stateOf(packetId)).toEqual(['REJECTED']);
    expect((await approve(changeRequestId)).status).toBe(200);
    expect(await stateOf(packetId)).not.toEqual(['REJECTED']);
    const [moved] = await ledger.database.query(
      `select from_state, to_state, reason, actor <> '' as named from ledger.gl_document_state
        where gl_document_id = $1 and from_state = 'REJECTED'`,
      [id],
    );
    expect(moved).toEqual({
      from_state: 'REJECTED',
      to_state: 'PENDING',
      reason: 'account 612 is open again',
      named: true,
    });
  });

  it('is never followed by the recovery of its packet, until both are given up together', async () => {
    const { packetId, id } = await writtenOff('G-2', 'REJECTED');
    expect(await propose(id, 'CANCEL')).toMatchObject({
      status: 409,
      body: { code: 'NOT_RECOVERED', errors: [{ pointer: '/action' }] },
    });
    await recover(packetId);
    expect(await stateOf(packetId)).toEqual(['REJECTED', 'PENDING']);
    const { changeRequestId } = bodyOf(await propose(id, 'CANCEL'));
    expect((await approve(changeRequestId)).status).toBe(200);
    expect(await stateOf(packetId)).toEqual(['CANCELLED', 'CANCELLED']);
    const published = await ledger.database.query(
      `select count(*)::int as number from ledger.outbox
        where event_type = 'recoup.ledger.gl-cancelled.v1' and aggregate_id = $1`,
      [packetId],
    );
    expect(published).toEqual([{ number: 2 }]);
  });

  it('is not told as entered by hand while the general ledger does not show it', async () => {
    const { id } = await writtenOff('G-3', 'HELD');
    expect(await propose(id, 'POSTED_BY_HAND', accountant, '98144')).toMatchObject({
      status: 409,
      body: { code: 'NOT_AS_SENT', errors: [{ pointer: '/documentId' }] },
    });
  });

  it('is nothing to decide about for those who keep another entity', async () => {
    const { id } = await writtenOff('G-4', 'REJECTED');
    const refused = await propose(id, 'RELEASE', await ledger.token('uk-accountant'));
    expect(refused).toMatchObject({ status: 403, body: { code: 'ROLE_REQUIRED' } });
  });
});

describe('a document that stands in the general ledger', () => {
  it('is nothing to decide about', async () => {
    const { id } = await writtenOff('G-5', 'POSTED');
    expect(await propose(id, 'RELEASE')).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
  });
});

it.each([
  [{ action: 'POSTED_BY_HAND', reason: 'x' }, '/documentId'],
  [{ action: 'RELEASE', documentId: '1', reason: 'x' }, '/documentId'],
  [{ action: 'RELEASE', reason: ' ' }, '/reason'],
  [{ action: 'FORGET', reason: 'x' }, '/action'],
] as const)('refuses %j with its field', async (body, pointer) => {
  const { id } = await writtenOff(`G-${pointer}-${body.action}`, 'REJECTED');
  const refused = await ledger.call.post('/v1/gl-postings/{id}/resolution', {
    path: { id },
    body,
    token: accountant,
  });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
});

describe('the database', () => {
  it.each([
    ['POSTED', 'PENDING'],
    ['REJECTED', 'POSTED'],
    ['HELD', 'CANCELLED'],
  ] as const)('lets no document that is %s become %s', async (from, to) => {
    const { id } = await writtenOff(`D-${from}`, from);
    await expect(
      ledger.database.query(`update ledger.gl_document set state = $2 where gl_document_id = $1`, [id, to]),
    ).rejects.toThrow(/does not become/);
  });

  it('lets no document of the general ledger stand for two postings', async () => {
    const { id: first } = await writtenOff('D-3', 'POSTED');
    const { id } = await writtenOff('D-4', 'REJECTED');
    await expect(
      ledger.database.query(
        `update ledger.gl_document set state = 'POSTED_BY_HAND',
                remote_id = (select remote_id from ledger.gl_document where gl_document_id = $2)
          where gl_document_id = $1`,
        [id, first],
      ),
    ).rejects.toThrow(/stands for another posting/);
  });

  it('sends no recovery before its write-off, and changes no body that was made', async () => {
    const { packetId, id } = await writtenOff('D-2', 'REJECTED');
    const [, recovery] = await recover(packetId);
    await expect(
      ledger.database.query(`update ledger.gl_document set state = 'SENDING' where gl_document_id = $1`, [
        recovery?.glPostingId,
      ]),
    ).rejects.toThrow(/not sent before/);
    await expect(
      ledger.database.query(`update ledger.gl_document set body = '\\x00' where gl_document_id = $1`, [id]),
    ).rejects.toThrow(/made once/);
  });
});
