import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReceivableState, clientB, clientXyz } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
});
afterAll(() => service?.stop());

const create = (body: object, name = 'clara') => service.as(name).post('/v1/packets', { body });

describe('a packet name', () => {
  it.each([
    ['Café Q1', 'CAFÉ Q1'],
    ['Müller 2025', 'mu\u0308ller 2025'],
    ['Trailing', '  TRAILING  '],
    ['Two  Words', 'two words'],
    ['Full Width', 'Ｆｕｌｌ Ｗｉｄｔｈ'],
  ])('once a packet is named %j, the name %j is taken', async (first, twin) => {
    await service.know(aReceivableState('1.00'));
    expect((await create({ name: first, clientId: clientXyz.clientId })).status).toBe(201);
    expect(await create({ name: twin, clientId: clientXyz.clientId })).toMatchObject({
      status: 409,
      body: { detail: 'Packet name already exists', errors: [{ pointer: '/name' }] },
    });
  });

  it('a taken packet name is not free for a rename either, and the packet stays as it was', async () => {
    const packetId = await desk.draft('Mine', aReceivableState('1.00'));
    await desk.draft('Yours', aReceivableState('1.00'));
    const renamed = await service.as('clara').patch('/v1/packets/{id}', {
      path: { id: packetId },
      body: { name: 'YOURS' },
      ifMatch: await desk.versionOf(packetId),
    });
    expect(renamed).toMatchObject({ status: 409, body: { code: 'NAME_TAKEN' } });
    expect(await desk.packet(packetId)).toMatchObject({ name: 'Mine' });
  });

  it('a packet name that several people want at the same instant is given once', async () => {
    await service.know(aReceivableState('1.00'));
    const body = { name: 'Race for a name', clientId: clientXyz.clientId };
    const answers = await Promise.all(['clara', 'cora', 'clara', 'cora'].map((name) => create(body, name)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it.each(['', '   ', 'x'.repeat(121), 'a\u202eb', 'a\u0000b'])('%j is refused', async (name) => {
    expect(await create({ name, clientId: clientXyz.clientId })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT', errors: [{ pointer: '/name' }] },
    });
  });

  it('the name of a deleted draft is free again, that of a cancelled packet taken for ever', async () => {
    const receivable = aReceivableState('1.00');
    const deleted = await desk.draft('Was deleted', receivable);
    expect(
      await service
        .as('clara')
        .delete('/v1/packets/{id}', { path: { id: deleted }, ifMatch: await desk.versionOf(deleted) }),
    ).toMatchObject({ status: 204 });
    expect((await service.as('clara').get('/v1/packets/{id}', { path: { id: deleted } })).status).toBe(404);
    const again = await create({ name: 'was DELETED', receivableIds: [receivable.receivableId] });
    expect(again.status).toBe(201);

    const cancelled = bodyOf(again).packetId;
    expect((await desk.step('clara', cancelled, 'cancellation', {})).status).toBe(200);
    expect((await create({ name: 'Was deleted', receivableIds: [receivable.receivableId] })).status).toBe(
      409,
    );
    expect((await create({ name: 'Was cancelled', receivableIds: [receivable.receivableId] })).status).toBe(
      201,
    );
    const tombstone = await service.database.query(
      `select 1 from packet.packet_status_history where write_off_packet_id = $1 and action_cd = 'DELETE'`,
      [deleted],
    );
    expect(tombstone).toHaveLength(1);
  });
});

describe('receivables', () => {
  it('receivables of two clients do not start a packet', async () => {
    const [ofA, ofB] = [aReceivableState('1.00'), aReceivableState('1.00', { client: clientB })];
    await service.know(ofA, ofB);
    const body = { name: 'Two clients', receivableIds: [ofA.receivableId, ofB.receivableId] };
    expect(await create(body)).toMatchObject({
      status: 409,
      body: {
        detail: 'Receivable must belong to the same client',
        errors: [{ params: { receivableId: ofB.receivableId } }],
      },
    });
    expect((await create({ ...body, receivableIds: [ofA.receivableId] })).status).toBe(201);
  });

  it('of two currencies do not share a packet', async () => {
    const packetId = await desk.draft('Dollars', aReceivableState('1.00'));
    const euros = aReceivableState('1.00', { currency: 'EUR' });
    await service.know(euros);
    expect(
      await service.as('clara').post('/v1/packets/{id}/receivables', {
        path: { id: packetId },
        body: { receivableIds: [euros.receivableId] },
      }),
    ).toMatchObject({ status: 409, body: { code: 'MIXED_CURRENCY' } });
  });

  it('with nothing open, in credit or unknown are refused, each by name', async () => {
    const packetId = await desk.draft('Picky', aReceivableState('1.00'));
    const closed = aReceivableState('0.00', { openItem: false });
    const credit = aReceivableState('-5.00');
    await service.know(closed, credit);
    const add = (receivableId: string) =>
      service.as('clara').post('/v1/packets/{id}/receivables', {
        path: { id: packetId },
        body: { receivableIds: [receivableId] },
      });
    expect(await add(closed.receivableId)).toMatchObject({
      status: 409,
      body: { code: 'RECEIVABLE_CLOSED' },
    });
    expect(await add(credit.receivableId)).toMatchObject({ status: 409, body: { code: 'CREDIT_BALANCE' } });
    expect(await add(packetId)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it('receivables held by another packet are refused, after a mere rejection too, and free after a cancellation', async () => {
    const receivable = aReceivableState('10.00');
    const holder = await desk.submitted('Holder', receivable);
    const other = await desk.draft('Would-be holder', aReceivableState('1.00'));
    const add = () =>
      service.as('cora').post('/v1/packets/{id}/receivables', {
        path: { id: other },
        body: { receivableIds: [receivable.receivableId] },
      });
    const held = {
      status: 409,
      body: { code: 'RECEIVABLE_HELD', errors: [{ params: { packetName: 'Holder' } }] },
    };
    expect(await add()).toMatchObject(held);
    await desk.reject('anna', holder, 'no log');
    expect(await add()).toMatchObject(held);
    await desk.step('clara', holder, 'cancellation', { comment: 'given up' });
    expect((await add()).status).toBe(200);
  });

  it('a receivable added to several drafts at the same instant goes to exactly one', async () => {
    const prize = aReceivableState('10.00');
    await service.know(prize);
    const drafts = await Promise.all(
      [1, 2, 3, 4].map((number) => desk.draft(`Race ${number}`, aReceivableState('1.00'))),
    );
    const answers = await Promise.all(
      drafts.map((packetId, index) =>
        service.as(index % 2 === 0 ? 'clara' : 'cora').post('/v1/packets/{id}/receivables', {
          path: { id: packetId },
          body: { receivableIds: [prize.receivableId] },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const live = await service.database.query(
      `select 1 from packet.packet_receivable where billing_item_detail_id = $1 and live`,
      [prize.receivableId],
    );
    expect(live).toHaveLength(1);
  });
});

describe('a submission', () => {
  it('a submission without the document its criterion needs names the receivable and the document', async () => {
    const receivable = aReceivableState('1.00');
    await service.know(receivable);
    const created = await create({
      name: 'No evidence',
      receivableIds: [receivable.receivableId],
      defaultCriterion: 'BANKRUPTCY',
    });
    const { packetId } = bodyOf(created);
    const missing = {
      status: 409,
      body: {
        code: 'SUBMISSION_INCOMPLETE',
        errors: [
          {
            pointer: `/receivables/${receivable.receivableId}`,
            code: 'NO_EVIDENCE',
            params: { wanted: 'COURT_DOCUMENT', invoiceNumber: receivable.invoiceNumber },
          },
        ],
      },
    };
    expect(await desk.submit('clara', packetId)).toMatchObject(missing);
    expect(await desk.step('clara', packetId, 'submission/preview', {})).toMatchObject(missing);
    await desk.attach('clara', packetId, 'COLLECTION_LOG', receivable.receivableId);
    expect(await desk.submit('clara', packetId)).toMatchObject(missing);
    await desk.attach('clara', packetId, 'COURT_DOCUMENT', receivable.receivableId);
    expect((await desk.submit('clara', packetId)).status).toBe(200);
  });

  it('a submission without a criterion or without receivables is refused', async () => {
    const receivable = aReceivableState('1.00');
    await service.know(receivable);
    const empty = await create({ name: 'Empty', clientId: clientXyz.clientId });
    expect(await desk.submit('clara', bodyOf(empty).packetId)).toMatchObject({
      body: { errors: [{ code: 'NO_RECEIVABLES' }] },
    });
    const bare = await create({ name: 'Bare', receivableIds: [receivable.receivableId] });
    expect(await desk.submit('clara', bodyOf(bare).packetId)).toMatchObject({
      body: { errors: [{ code: 'NO_CRITERION' }] },
    });
  });
});

describe('a request', () => {
  it.each(['status', 'createdBy', 'totalCommission', 'approverRole', 'version', 'id', '__proto__'])(
    'with the unknown field %s changes nothing',
    async (field) => {
      const body = JSON.parse(`{"name":"Mass assignment","clientId":"${clientXyz.clientId}","${field}":"x"}`);
      expect(await create(body)).toMatchObject({
        status: 400,
        body: { errors: [{ code: 'UNKNOWN_FIELD' }] },
      });
      const list = await service.as('clara').get('/v1/packets', { query: { name: 'Mass assignment' } });
      expect(bodyOf(list).items).toEqual([]);
    },
  );

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
    'sent as %s is refused for its type, not for missing fields',
    async (type) => {
      const bytes = JSON.stringify({ name: 'Sent as text', clientId: clientXyz.clientId });
      expect(await service.as('clara')('POST', '/v1/packets', { upload: { bytes, type } })).toMatchObject({
        status: 415,
        body: { code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'Send the body as application/json in UTF-8' },
      });
    },
  );

  it('a request by the wrong role is refused before anything is read', async () => {
    const packetId = await desk.draft('Not for approvers', aReceivableState('1.00'));
    expect(await create({ name: 'By an agent', clientId: clientXyz.clientId }, 'anna')).toMatchObject({
      status: 403,
      body: { code: 'ROLE_REQUIRED' },
    });
    expect((await desk.submit('anna', packetId)).status).toBe(403);
    expect((await desk.attach('vera', packetId)).status).toBe(403);
    expect((await desk.approve('clara', packetId)).status).toBe(403);
    expect((await service.call.get('/v1/packets/{id}', { path: { id: packetId } })).status).toBe(401);
  });

  it('on an older version is refused with what has changed since', async () => {
    const packetId = await desk.draft('Moving on', aReceivableState('1.00'));
    const seen = await desk.versionOf(packetId);
    await service
      .as('cora')
      .patch('/v1/packets/{id}', { path: { id: packetId }, body: { name: 'Moved on' }, ifMatch: seen });
    expect(await desk.step('clara', packetId, 'submission', {}, seen)).toMatchObject({
      status: 412,
      body: {
        code: 'STALE_VERSION',
        currentVersion: seen + 1,
        changes: [{ action: 'EDIT', by: { name: 'cora' }, detail: { name: 'Moved on' } }],
      },
    });
    expect(
      (await service.as('clara').post('/v1/packets/{id}/submission', { path: { id: packetId }, body: {} }))
        .status,
    ).toBe(428);
  });

  it('with a version that nobody can have seen is refused', async () => {
    const packetId = await desk.submitted('Not a version', aReceivableState('1.00'));
    const before = await desk.packet(packetId);
    const approval = { path: { id: packetId }, body: { decision: 'APPROVE' }, ifMatch: '"0"' } as const;
    expect(await service.as('anna').post('/v1/packets/{id}/decisions', approval)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: 'header/If-Match' }] },
    });
    expect(await desk.packet(packetId)).toEqual(before);
  });

  it('repeated with its key gives the same answer once, with another body 422', async () => {
    const packetId = await desk.submitted('Repeated', aReceivableState('1.00'));
    const version = await desk.versionOf(packetId);
    const options = { body: { decision: 'APPROVE' }, ifMatch: version, key: `repeat-${packetId}` };
    const decide = (more: object = {}) =>
      service.as('anna').post('/v1/packets/{id}/decisions', { path: { id: packetId }, ...options, ...more });
    const [first, second] = [await decide(), await decide()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(await desk.versionOf(packetId)).toBe(version + 1);
    expect((await decide({ body: { decision: 'APPROVE', comment: 'other' } })).status).toBe(422);
  });
});
