import { randomUUID } from 'node:crypto';
import { PacketContentFrozenV1 } from '@recoup/contracts/packet-content-frozen.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
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

type Act = 'replay' | 'replay/preview' | 'discard';
const act = async (login: string, id: string, what: Act, body?: unknown, key: string = randomUUID()) =>
  ledger.call.post(`/v1/dead-letters/{id}/${what}`, {
    token: await ledger.token(login),
    path: { id },
    key,
    ...(body === undefined ? {} : { body }),
  });
const decide = async (
  login: string,
  id: string,
  how: 'approval' | 'rejection' | 'withdrawal',
  body: unknown = {},
  key: string = randomUUID(),
) =>
  ledger.call.post(`/v1/change-requests/{id}/${how}`, {
    ...{ token: await ledger.token(login), path: { id }, key, body },
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
/** The id of the change request by which the first operator proposes it. */
const proposed = async (id: string, action: 'replay' | 'discard'): Promise<string> => {
  const answer = await ledger.call.post(`/v1/dead-letters/{id}/${action}`, {
    token: await ledger.token('operator-1'),
    path: { id },
    body: reason,
  });
  expect(answer).toMatchObject({ status: 202, body: { state: 'dead' } });
  return bodyOf(answer).requests.at(-1)?.changeRequestId ?? '';
};
const logged = async (request: string) => {
  const rows = await ledger.database.query<{ type: string; actor: string }>(
    `select type, actor from ledger.log_entry join ledger.log_bytes using (event_id)
      where convert_from(bytes, 'utf8')::jsonb ->> 'changeRequestId' = $1 order by recorded_at`,
    [request],
  );
  return rows.map(({ type }) => type);
};

describe('at the ledger', () => {
  it('a replay is proposed by one operator with a reason and done when another approves it', async () => {
    const { id, packetId } = await aDeadLetter();
    expect(await act('operator-1', id, 'replay')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/reason' }] },
    });
    const request = await proposed(id, 'replay');
    expect(await partsOf(packetId)).toBe(0);
    const { body: seen } = await list('operator-2');
    expect(seen).toMatchObject({
      items: [
        { deadLetterId: id, waiting: 1, requests: [{ action: 'replay', ...reason, state: 'PROPOSED' }] },
      ],
    });
    expect((await list('auditor-1')).body).toEqual(seen);
    expect(await one('auditor-1', id)).toMatchObject({ status: 200, body: { deadLetterId: id } });
    expect((await list('clerk-1')).status).toBe(403);
    expect((await one('clerk-1', id)).status).toBe(403);

    expect(await decide('operator-1', request, 'approval')).toMatchObject({
      ...{ status: 403, body: { code: 'OWN_PROPOSAL' } },
    });
    expect((await decide('auditor-1', request, 'approval')).status).toBe(403);
    expect(await act('operator-2', id, 'discard', reason)).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_PROPOSED' },
    });

    const key = randomUUID();
    const done = await decide('operator-2', request, 'approval', {}, key);
    expect(done).toMatchObject({ status: 200, body: { state: 'APPROVED', kind: 'DEAD_LETTER' } });
    expect(await decide('operator-2', request, 'approval', {}, key)).toMatchObject({ status: 200 });
    expect(await one('operator-1', id)).toMatchObject({
      body: {
        ...{ state: 'replayed', resolutionReason: reason.reason, waiting: 0 },
        requests: [{ state: 'APPROVED' }],
      },
    });
    expect(await partsOf(packetId)).toBe(2);
    expect(await decide('operator-2', request, 'approval')).toMatchObject({
      ...{ status: 409, body: { code: 'WRONG_STATE' } },
    });
    expect(await act('operator-1', id, 'replay', reason)).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_RESOLVED' },
    });
  });

  it('a discard takes two as well, and a proposal may be withdrawn or rejected', async () => {
    const { id, packetId } = await aDeadLetter();
    const first = await proposed(id, 'discard');
    const why = { reason: 'look again' };
    expect(await decide('operator-2', first, 'withdrawal', why)).toMatchObject({
      ...{ status: 403, body: { code: 'NOT_PROPOSER' } },
    });
    expect(await decide('operator-1', first, 'withdrawal', why)).toMatchObject({
      ...{ status: 200, body: { state: 'WITHDRAWN', decisionReason: 'look again' } },
    });
    expect((await decide('operator-2', first, 'approval')).status).toBe(409);
    expect((await decide('operator-2', await proposed(id, 'discard'), 'rejection', why)).status).toBe(200);
    const third = await proposed(id, 'discard');
    expect((await decide('operator-2', third, 'approval')).status).toBe(200);
    expect(await one('operator-1', id)).toMatchObject({ body: { state: 'discarded' } });
    expect(await partsOf(packetId)).toBe(1);
  });

  it('stands in the log, whoever decides it', async () => {
    const { id } = await aDeadLetter();
    const request = await proposed(id, 'discard');
    await decide('operator-2', request, 'approval');
    await eventually(async () =>
      expect(await logged(request)).toEqual(['change-request.proposed', 'change-request.approved']),
    );
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

  it('two operators who approve at the same instant have one effect', async () => {
    const { id, packetId } = await aDeadLetter();
    const request = await proposed(id, 'replay');
    const answers = await Promise.all([1, 2, 3].map(() => decide('operator-2', request, 'approval')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await partsOf(packetId)).toBe(2);
  });
});
