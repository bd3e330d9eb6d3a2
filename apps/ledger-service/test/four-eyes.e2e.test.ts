import { randomUUID } from 'node:crypto';
import { PacketContentFrozenV1 } from '@recoup/contracts/packet-content-frozen.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

let ledger: LedgerUnderTest;
beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'operator-1': 'OPERATOR',
    'operator-2': 'OPERATOR',
    'auditor-1': 'AUDITOR',
    'clerk-1': 'CLIENT_ACCOUNTING',
  });
});
afterAll(() => ledger.stop());

type Act = 'replay' | 'replay/preview' | 'discard' | 'confirmation' | 'withdrawal';
const act = async (login: string, id: string, what: Act, body?: unknown, key: string = randomUUID()) =>
  ledger.call.post(`/v1/dead-letters/{id}/${what}`, {
    token: await ledger.token(login),
    path: { id },
    key,
    ...(body === undefined ? {} : { body }),
  });
const list = async (login: string) =>
  ledger.call.get('/v1/dead-letters', { token: await ledger.token(login) });
const one = async (login: string, id: string) =>
  ledger.call.get('/v1/dead-letters/{id}', { path: { id }, token: await ledger.token(login) });

let position = 0;
/** A part of a packet that was buried; nothing is wrong with it any more, and one event waits behind it. */
const aDeadLetter = async (): Promise<{ readonly id: string; readonly packetId: string }> => {
  const packetId = randomUUID();
  const part = (part: number, id: string) => {
    const data = { packetId, round: 1, contentHash: 'f'.repeat(64), part, parts: 2, lines: [] };
    return Buffer.from(eventRecord(PacketContentFrozenV1, packetId, part, data, id).value ?? []);
  };
  const waiting = randomUUID();
  position += 1;
  const [row] = await ledger.database.query<{ id: string }>(
    `insert into ledger.dead_letter (dead_letter_id, consumer, topic, part, position, key, headers, value, error_class, error)
     values (gen_random_uuid(), 'ledger-service', $1, 0, $4, $2, '{}', $3, 'handler', 'planted')
     returning dead_letter_id as id`,
    [PacketContentFrozenV1.topic, packetId, part(1, randomUUID()), String(position)],
  );
  await ledger.database.query(
    `with received as (insert into ledger.inbox values ('ledger-service', $2, 'parked', now()))
     insert into ledger.inbox_parked (consumer, topic, part, position, aggregate_id, sequence, event_id, headers, value)
     values ('ledger-service', $1, 0, '2', $3, 2, $2, '{}', $4)`,
    [PacketContentFrozenV1.topic, waiting, packetId, part(2, waiting)],
  );
  return { id: row?.id ?? '', packetId };
};

const partsOf = async (packetId: string): Promise<number> => {
  const rows = await ledger.database.query('select from ledger.packet_content where packet_id = $1', [
    packetId,
  ]);
  return rows.length;
};

const reason = { reason: 'the packet service has mended it' };
const asked = async (id: string, action: 'replay' | 'discard') => {
  const answer = await ledger.call.post(`/v1/dead-letters/{id}/${action}`, {
    token: await ledger.token('operator-1'),
    path: { id },
    body: reason,
  });
  expect(answer).toMatchObject({ status: 202, body: { state: 'dead' } });
  return { requestId: bodyOf(answer).requests.at(-1)?.requestId, action };
};

describe('at the ledger', () => {
  it('a replay is asked for by one operator with a reason and done when another confirms it', async () => {
    const { id, packetId } = await aDeadLetter();
    expect(await act('operator-1', id, 'replay')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/reason' }] },
    });
    const confirmation = await asked(id, 'replay');
    expect(await partsOf(packetId)).toBe(0);
    const { body: seen } = await list('operator-2');
    expect(seen).toMatchObject({
      items: [{ deadLetterId: id, waiting: 1, requests: [{ action: 'replay', ...reason, state: 'open' }] }],
    });
    expect((await list('auditor-1')).body).toEqual(seen);
    expect(await one('auditor-1', id)).toMatchObject({ status: 200, body: { deadLetterId: id } });
    expect((await list('clerk-1')).status).toBe(403);
    expect((await one('clerk-1', id)).status).toBe(403);

    expect(await act('operator-1', id, 'confirmation', confirmation)).toMatchObject({
      status: 403,
      body: { code: 'FOUR_EYES_REQUIRED' },
    });
    expect((await act('auditor-1', id, 'confirmation', confirmation)).status).toBe(403);
    expect(await act('operator-2', id, 'confirmation', { ...confirmation, action: 'discard' })).toMatchObject(
      { status: 409, body: { code: 'ANOTHER_ACTION_REQUESTED' } },
    );
    expect(await act('operator-2', id, 'discard', reason)).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_REQUESTED' },
    });

    const key = randomUUID();
    const done = await act('operator-2', id, 'confirmation', confirmation, key);
    expect(done).toMatchObject({
      status: 200,
      body: {
        state: 'replayed',
        resolutionReason: reason.reason,
        waiting: 0,
        requests: [{ state: 'confirmed' }],
      },
    });
    expect(await act('operator-2', id, 'confirmation', confirmation, key)).toMatchObject({
      status: 200,
      body: { state: 'replayed' },
    });
    expect(await partsOf(packetId)).toBe(2);
    expect(await act('operator-2', id, 'confirmation', confirmation)).toMatchObject({
      status: 409,
      body: { code: 'REQUEST_NOT_OPEN' },
    });
    expect(await act('operator-1', id, 'replay', reason)).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_RESOLVED' },
    });
  });

  it('a discard takes two as well, and a request may be withdrawn', async () => {
    const { id, packetId } = await aDeadLetter();
    const first = await asked(id, 'discard');
    const withdrawn = await act('operator-2', id, 'withdrawal', {
      requestId: first.requestId,
      reason: 'look again',
    });
    expect(withdrawn).toMatchObject({
      status: 200,
      body: { state: 'dead', requests: [{ state: 'withdrawn', endedReason: 'look again' }] },
    });
    expect(await act('operator-2', id, 'confirmation', first)).toMatchObject({
      status: 409,
      body: { code: 'REQUEST_NOT_OPEN' },
    });
    const second = await asked(id, 'discard');
    expect(await act('operator-2', id, 'confirmation', second)).toMatchObject({
      status: 200,
      body: { state: 'discarded' },
    });
    expect(await partsOf(packetId)).toBe(1);
  });

  it('a dry run takes one operator and leaves no trace', async () => {
    const { id, packetId } = await aDeadLetter();
    expect(await act('operator-1', id, 'replay/preview')).toMatchObject({
      status: 200,
      body: { outcome: 'applied', error: null, followers: 1 },
    });
    expect(await partsOf(packetId)).toBe(0);
    expect((await act('auditor-1', id, 'replay/preview')).status).toBe(403);
  });

  it('two operators who confirm at the same instant have one effect', async () => {
    const { id, packetId } = await aDeadLetter();
    const confirmation = await asked(id, 'replay');
    const answers = await Promise.all(
      [1, 2, 3].map(() => act('operator-2', id, 'confirmation', confirmation)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await partsOf(packetId)).toBe(2);
  });
});
