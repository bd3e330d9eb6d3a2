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
    await ledger.call.get('/v1/gl-documents', {
      query: { packetId, sort: 'glDocumentId' },
      token: accountant,
    }),
  );
  return items;
};

/** A packet that was written off, whose document no sender touches any more because it stands as asked. */
const writtenOff = async (
  invoice: string,
  state: 'REJECTED' | 'HELD' | 'UNKNOWN' | 'EXPORTED' | 'POSTED',
) => {
  await desk.importRows(row(invoice, '10.00', '0.00'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf(invoice), {
    packetId,
    totals: { revenue: '10.00', payable: '0.00' },
  });
  await desk.outcomeOf(packetId);
  const [document] = await documentsOf(packetId);
  const id = document?.glDocumentId ?? '';
  await bent(
    `update ledger.gl_document
        set state = $2, remote_id = case $2 when 'POSTED' then $1::text end, next_try_at = now() + interval '1 hour',
            errors = '[{"code": "INVALID_CONTENT", "detail": "account inactive", "path": null}]'
      where gl_document_id = $1::uuid`,
    [id, state],
  );
  return { packetId, id };
};
/** Changes documents as no role can, past their triggers. */
const bent = async (statement: string, values: readonly unknown[]) => {
  await ledger.database.query('alter table ledger.gl_document disable trigger all');
  await ledger.database.query(statement, [...values]);
  await ledger.database.query('alter table ledger.gl_document enable trigger all');
  await ledger.database.query('alter table ledger.gl_document enable always trigger gl_document_moves');
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
  ledger.call.post('/v1/gl-documents/{id}/resolution', {
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
    const [released] = await ledger.database.query(
      `select released, (select count(*)::int from ledger.log_entry join ledger.log_bytes using (event_id)
                          where type = 'gl.released' and convert_from(bytes, 'UTF8')::jsonb ->> 'glDocumentId' = $1) as entries
         from ledger.gl_document where gl_document_id = $1::uuid`,
      [id],
    );
    expect(released).toEqual({ released: 1, entries: 1 });
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
    const [given] = await documentsOf(packetId);
    expect(given?.errors).toMatchObject([{ detail: 'account inactive' }]);
  });

  it.each(['HELD', 'UNKNOWN'] as const)(
    'or holds another one, or never answered about, is given up with its recovery: %s',
    async (state) => {
      const { packetId, id } = await writtenOff(`G-2-${state}`, state);
      await recover(packetId);
      const { changeRequestId } = bodyOf(await propose(id, 'CANCEL'));
      expect((await approve(changeRequestId)).status).toBe(200);
      expect(await stateOf(packetId)).toEqual(['CANCELLED', 'CANCELLED']);
    },
  );

  it('is not given up where what it takes back stands, and has its other ways out', async () => {
    const { packetId } = await writtenOff('G-6', 'POSTED');
    const [, recovery] = await recover(packetId);
    const id = recovery?.glDocumentId ?? '';
    await bent(`update ledger.gl_document set state = 'REJECTED' where gl_document_id = $1`, [id]);
    expect(await propose(id, 'CANCEL')).toMatchObject({ status: 409, body: { code: 'WRITE_OFF_STANDS' } });
    expect((await propose(id, 'RELEASE')).status).toBe(201);
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
    const looking = await propose(id, 'POSTED_BY_HAND', await ledger.token('uk-accountant'), '98145');
    expect(looking).toMatchObject({ status: 403, body: { code: 'ROLE_REQUIRED' } });
    expect(ledger.askedFor('98145')).toBe(0);
  });

  it('is not looked up where its state leaves nothing to decide', async () => {
    const { id } = await writtenOff('G-7', 'POSTED');
    expect(await propose(id, 'POSTED_BY_HAND', accountant, '98146')).toMatchObject({
      ...{ status: 409, body: { code: 'WRONG_STATE' } },
    });
    expect(ledger.askedFor('98146')).toBe(0);
  });
});

describe('a document that somebody entered by hand', () => {
  const storedOf = async (id: string) => {
    const [row] = await ledger.database.query<{ body: Record<string, unknown> }>(
      `select convert_from(body, 'UTF8')::jsonb as body from ledger.gl_document where gl_document_id = $1`,
      [id],
    );
    return row?.body ?? {};
  };

  it('counts once another GL accountant says so, and leaves its records', async () => {
    const { packetId, id } = await writtenOff('H-1', 'REJECTED');
    ledger.showEntry('98201', {
      ...(await storedOf(id)),
      id: '98201',
      tranId: 'JE7',
      postingPeriod: { id: '9' },
    });
    const { changeRequestId } = bodyOf(await propose(id, 'POSTED_BY_HAND', accountant, '98201'));
    expect((await approve(changeRequestId)).status).toBe(200);
    expect(await documentsOf(packetId)).toMatchObject([
      { state: 'POSTED_BY_HAND', documentId: '98201', errors: [] },
    ]);
    const [records] = await ledger.database.query(
      `select (select array_agg(from_state || ' ' || to_state) from ledger.gl_document_state
                where gl_document_id = $1::uuid and to_state = 'POSTED_BY_HAND') as moves,
              (select count(*)::int from ledger.outbox where event_type = 'recoup.ledger.gl-posted-by-hand.v1'
                  and convert_from(message, 'UTF8')::jsonb #>> '{data,documentId}' = '98201') as events,
              (select count(*)::int from ledger.log_entry entry join ledger.log_bytes using (event_id)
                where type = 'gl.posted-by-hand'
                  and convert_from(bytes, 'UTF8')::jsonb ->> 'documentId' = '98201') as entries,
              (select tran_id || ' ' || posting_period from ledger.gl_document where gl_document_id = $1::uuid) as standing`,
      [id],
    );
    expect(records).toEqual({ moves: ['REJECTED POSTED_BY_HAND'], events: 1, entries: 1, standing: 'JE7 9' });

    const { id: other } = await writtenOff('H-2', 'HELD');
    ledger.showEntry('98201', { ...(await storedOf(other)), id: '98201' });
    expect(await propose(other, 'POSTED_BY_HAND', accountant, '98201')).toMatchObject({
      ...{ status: 409, body: { code: 'DOCUMENT_TAKEN' } },
    });
  });

  it('is looked up again before it is approved, and must stand as it was proposed', async () => {
    const { packetId, id } = await writtenOff('H-3', 'REJECTED');
    const entry = { ...(await storedOf(id)), id: '98203', tranId: 'JE8' };
    ledger.showEntry('98203', entry);
    const { changeRequestId } = bodyOf(await propose(id, 'POSTED_BY_HAND', accountant, '98203'));
    ledger.showEntry('98203', { ...entry, void: true });
    expect(await approve(changeRequestId)).toMatchObject({ status: 409, body: { code: 'CHANGED_SINCE' } });
    expect(await stateOf(packetId)).toEqual(['REJECTED']);
    ledger.showEntry('98203', entry);
    expect((await approve(changeRequestId)).status).toBe(200);
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
  const refused = await ledger.call.post('/v1/gl-documents/{id}/resolution', {
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
    ['HELD', 'POSTED'],
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
    ).rejects.toThrow(/gl_document_stands_for_one/);
  });

  it('sends no recovery before its write-off, and changes no body that was made', async () => {
    const { packetId, id } = await writtenOff('D-2', 'REJECTED');
    const [, recovery] = await recover(packetId);
    await expect(
      ledger.database.query(`update ledger.gl_document set state = 'SENDING' where gl_document_id = $1`, [
        recovery?.glDocumentId,
      ]),
    ).rejects.toThrow(/not sent before/);
    await expect(
      ledger.database.query(`update ledger.gl_document set body = '\\x00' where gl_document_id = $1`, [id]),
    ).rejects.toThrow(/made once/);
  });
});
