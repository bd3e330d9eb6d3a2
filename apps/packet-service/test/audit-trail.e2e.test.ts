import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { bodyOf } from '@recoup/testkit/api-client';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReceivableState } from './events.fixture.ts';
import { packetDesk, startPacketService } from './packet-desk.fixture.ts';

let service: Awaited<ReturnType<typeof startPacketService>>;
let desk: ReturnType<typeof packetDesk>;
let runtime: Database;

beforeAll(async () => {
  service = await startPacketService();
  desk = packetDesk(service);
  runtime = await openDatabase({
    url: service.database.runtimeUrl('packet'),
    schema: 'packet',
    migrations: [],
  });
});
afterAll(async () => {
  await runtime?.close();
  await service?.stop();
});

it.each([
  ...['packet_status_history', 'packet_decision', 'packet_document', 'packet_comment', 'refused_attempt'],
  ...['packet_submission', 'packet_submission_line', 'packet_submission_document'],
  ...['packet_submission_policy', 'packet_submission_split', 'packet_decision_comment'],
  ...['packet_execution', 'packet_execution_line', 'packet_contributor', 'packet_scope', 'approval_policy'],
])('%s only grows, for the service and for an administrator who goes round it', async (table) => {
  for (const statement of [`delete from ${table}`, `truncate ${table} cascade`]) {
    await expect(runtime.query(sql.raw(statement))).rejects.toThrow(/permission denied/);
    await expect(service.database.query(statement.replace(table, `packet.${table}`))).rejects.toThrow(
      /only grows/,
    );
  }
  const [column] = await service.database.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum = 1`,
    [`packet.${table}`],
  );
  await expect(
    runtime.query(sql.raw(`update ${table} set ${column?.name} = ${column?.name}`)),
  ).rejects.toThrow(/permission denied/);
});

it('the history of a packet has one entry for each version, whose fold is its status', async () => {
  const packetId = await desk.submitted('Folded', aReceivableState('10.00'));
  await desk.approve('anna', packetId);
  await desk.reject('dana', packetId, 'not yet');
  await desk.submit('cora', packetId);
  const odd = await service.database.query(
    `select packet_name from packet.write_off_packet p
      where version <> (select count(*) from packet.packet_status_history h
                         where h.write_off_packet_id = p.write_off_packet_id)`,
  );
  expect(odd).toEqual([]);
  const breaks = await service.database.query(
    `select 1 from packet.packet_status_history a join packet.packet_status_history b
         on b.write_off_packet_id = a.write_off_packet_id and b.packet_version = a.packet_version + 1
      where a.to_status_cd is distinct from b.from_status_cd`,
  );
  expect(breaks).toEqual([]);
  expect((await desk.history(packetId)).at(-1)).toBe('RESUBMIT RESUBMITTED');
});

it('keeps every version of a comment with its author and its time, also once the packet is submitted', async () => {
  const before = new Date().toISOString();
  const receivable = aReceivableState('10.00');
  const packetId = await desk.submitted('Commented', receivable);
  const write = (name: string, text: string) =>
    service.as(name).post('/v1/packets/{id}/comments', {
      path: { id: packetId },
      body: { receivableId: receivable.receivableId, text },
    });
  expect(await write('clara', 'called twice')).toMatchObject({ status: 201, body: { version: 1 } });
  expect(await write('anna', '<b>who</b> picked up?')).toMatchObject({ status: 201, body: { version: 2 } });
  expect((await write('anna', '   ')).status).toBe(400);
  const comments = await service.as('dana').get('/v1/packets/{id}/comments', { path: { id: packetId } });
  const { items } = bodyOf(comments);
  expect(items).toMatchObject([
    { version: 1, text: 'called twice', by: { name: 'clara' } },
    { version: 2, text: '<b>who</b> picked up?', by: { name: 'anna' } },
  ]);
  const times = [before, ...items.map(({ at }) => at), new Date().toISOString()];
  expect(times).toEqual(times.toSorted());
  const lines = await service.as('dana').get('/v1/packets/{id}/receivables', { path: { id: packetId } });
  expect(bodyOf(lines).items).toMatchObject([
    { criterion: 'AGED', usePacketDocument: true, comment: '<b>who</b> picked up?', ageDays: 120 },
  ]);
});

it('stores with each decision the hashes of what was decided', async () => {
  const packetId = await desk.submitted('Hashed', aReceivableState('10.00'));
  await desk.approve('anna', packetId);
  const [decision] = await service.database.query<{ same: boolean }>(
    `select d.content_hash = p.content_hash and d.dossier_hash = p.dossier_hash as same
       from packet.packet_decision d join packet.write_off_packet p using (write_off_packet_id)
      where write_off_packet_id = $1`,
    [packetId],
  );
  expect(decision?.same).toBe(true);
});

it('adds people of a seed once, and gives nobody back a role that was taken since', async () => {
  const published = async () =>
    (
      await service.database.query(`select 1 from packet.outbox where event_type = $1`, [
        PersonChangedV1.type,
      ])
    ).length;
  const before = await published();
  await service.hire('abel', 'AGENT', 'AUDITOR');
  expect(await published()).toBe(before + 1);
  await service.reassign('abel', 'AUDITOR');
  await service.hire('abel', 'AGENT', 'AUDITOR');
  expect(await published()).toBe(before + 1);
  const { items } = bodyOf(await service.as('audrey').get('/v1/people'));
  expect(items[0]).toMatchObject({ displayName: 'abel', roles: [{ role: 'AUDITOR' }] });
});

it('names conflicting roles and the policies in force', async () => {
  await service.hire('uma', 'CLIENT_ACCOUNTING', 'CFO');
  const { items } = bodyOf(await service.as('audrey').get('/v1/people'));
  expect(items.find((item) => item.displayName === 'uma')).toMatchObject({
    conflicts: [{ one: 'CLIENT_ACCOUNTING', other: 'CFO' }],
  });
  expect((await service.as('clara').get('/v1/policies')).body).toMatchObject({
    items: [
      {
        entity: '*',
        version: 1,
        steps: { 3: { from: { amount: '50000.00' } }, 4: { above: { amount: '250000.00' } } },
      },
    ],
  });
});

it('takes a packet of 5,000 receivables through submission and three signatures in a few seconds', async () => {
  const rows = await service.database.query<{ id: string }>(
    `insert into packet.receivable (billing_item_detail_id, version, entity, department, deal, client_id, client_number,
       client_name, account_id, account_number, account_name, invoice_number, invoice_date, due_date, currency,
       currency_exponent, open_revenue_minor, open_payable_minor, open_tax_minor, open_fee_minor, open_item_ind,
       exclude_from_cecl_ind, dispute_open, as_of)
     select gen_random_uuid(), 1, 'US01', 'MUSIC', 'D', $1, 'C-1', 'Bulk Client', gen_random_uuid(), 'B-1', 'Buyer',
            'BULK-' || number, '2025-11-02', '2025-11-02', 'USD', 2, 100, 0, 0, 0, true, false, false, '2026-03-02'
       from generate_series(1, 5000) number returning billing_item_detail_id as id`,
    [crypto.randomUUID()],
  );
  const receivableIds = rows.map(({ id }) => id);
  const created = await service.as('clara').post('/v1/packets', {
    body: {
      name: 'Bulk',
      receivableIds,
      defaultCriterion: 'AGED',
    },
  });
  expect(created.status).toBe(201);
  const { packetId } = bodyOf(created);
  await service.as('clara').put('/v1/packets/{id}/receivables', {
    path: { id: packetId },
    body: { receivableIds, usePacketDocument: true },
    ifMatch: 1,
  });
  await desk.attach('clara', packetId);
  const start = performance.now();
  expect((await desk.submit('clara', packetId)).status).toBe(200);
  for (const name of ['anna', 'dana', 'vera']) expect((await desk.approve(name, packetId)).status).toBe(200);
  const approved = performance.now();
  expect(approved - start).toBeLessThan(5_000);
  expect(await desk.packet(packetId)).toMatchObject({ packetStatusCd: 'APPROVED', receivableCount: 5_000 });
});
