import { randomUUID } from 'node:crypto';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import type { PacketLine } from '@recoup/contracts/packet-content-frozen.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approvalsFor, header, recoveryOf, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

let ledger: LedgerUnderTest;
let token: string;
let desk: ReturnType<typeof approvalsFor>;

beforeAll(async () => {
  ledger = await ledgerUnderTest({
    'client-accounting-1': 'CLIENT_ACCOUNTING',
    'auditor-1': 'AUDITOR',
    'uk-auditor': 'AUDITOR@UK01',
  });
  token = await ledger.token('client-accounting-1');
  desk = approvalsFor(ledger, token);
});
afterAll(() => ledger.stop());

const receivableOf = (line: PacketLine | undefined) =>
  ledger.call.get('/v1/receivables/{id}', { path: { id: line?.receivableId ?? '' }, token });

it('writes off three receivables for 157,000 with five applications and a journal that balances', async () => {
  await desk.importRows(
    row('R1', '10000.00', '90000.00'),
    row('R2', '5500.00', '49500.00'),
    row('R3', '2000.00', '0.00'),
  );
  const packetId = randomUUID();
  const lines = await desk.linesOf('R1', 'R2', 'R3');

  await desk.approve(lines, { packetId, totals: { revenue: '17500.00', payable: '139500.00' } });

  expect(await desk.outcomeOf(packetId)).toEqual({ outcome: 'EXECUTED', code: null });
  const receipts = await ledger.call.get('/v1/cash-receipts', { query: { packetId }, token });
  expect(bodyOf(receipts).items[0]).toMatchObject({
    receiptTypeCd: 'WRITE_OFF',
    statusCd: 'A',
    amount: { amount: '157000.00', currency: 'USD' },
    worksheets: [{ kind: 'APPLICATION', statusCd: 'A', applications: 5 }],
  });
  const journals = await ledger.call.get('/v1/journals', { query: { packetId }, token });
  const [journal] = bodyOf(journals).items;
  expect(journal).toMatchObject({
    balanced: true,
    payableSide: 'REVERSE_PAYABLE',
    creditLossMethod: 'DIRECT',
    lines: 4,
    total: { amount: '157000.00', currency: 'USD' },
  });
  const path = { id: journal?.journalId ?? '' };
  const linesOf = async (query: {
    readonly limit?: number;
    readonly after?: string;
    readonly side?: 'PAY'[];
  }) => bodyOf(await ledger.call.get('/v1/journals/{id}/lines', { path, query, token }));
  expect((await linesOf({})).items).toMatchObject([
    { account: 'CLEXP', debit: { amount: '17500.00' } },
    { account: 'AR.REV', credit: { amount: '17500.00' }, debtor: 'B-1' },
    { account: 'CPAY', debit: { amount: '139500.00' } },
    { account: 'AR.PAY', credit: { amount: '139500.00' }, debtor: 'B-1' },
  ]);
  const first = await linesOf({ limit: 3 });
  const second = await linesOf({ limit: 3, after: first.page.next ?? '' });
  expect([...first.items, ...second.items].map(({ lineNo }) => lineNo)).toEqual([1, 2, 3, 4]);
  expect((await linesOf({ side: ['PAY'] })).items.map(({ account }) => account)).toEqual(['CPAY', 'AR.PAY']);
  expect(bodyOf(await receivableOf(lines[0]))).toMatchObject({
    openItem: false,
    writeOffStatus: 'WRITTEN_OFF',
    excludeFromCecl: true,
    open: { revenue: '0.00', payable: '0.00' },
  });
});

it('executes once however often the approval arrives, and recovers once however often that is asked', async () => {
  await desk.importRows(row('T1', '100.00', '900.00'));
  const packetId = randomUUID();
  const records = await desk.approve(await desk.linesOf('T1'), {
    packetId,
    totals: { revenue: '100.00', payable: '900.00' },
  });
  for (let time = 0; time < 4; time += 1) await ledger.bus.publish(records);
  await desk.outcomeOf(packetId);
  const asked = eventRecord(PacketRecoveryRequestedV1, packetId, 3, recoveryOf(packetId, 1));
  for (let time = 0; time < 5; time += 1) await ledger.bus.publish([asked]);

  const kinds = await eventually(async () => {
    const rows = await ledger.database.query<{ kind: string; minor: string }>(
      `select worksheet.kind, sum(application.amount_minor)::text as minor
         from ledger.write_off_receipt join ledger.cash_receipt_worksheet worksheet using (cash_receipt_id)
         join ledger.cash_receipt_application application using (worksheet_id)
        where packet_id = $1 group by worksheet.kind order by 1`,
      [packetId],
    );
    if (rows.length < 2) throw new Error('not recovered yet');
    return rows;
  });

  expect(kinds).toEqual([
    { kind: 'APPLICATION', minor: '100000' },
    { kind: 'REVERSAL', minor: '-100000' },
  ]);
  const [sums] = await ledger.database.query(
    `select count(distinct journal_id)::int as journals, sum(debit_minor - credit_minor)::int as difference
       from ledger.journal join ledger.journal_line using (journal_id) join ledger.posting_event using (posting_event_id)
      where source_id = $1`,
    [packetId],
  );
  expect(sums).toEqual({ journals: 2, difference: 0 });
  const [line] = await desk.linesOf('T1');
  expect(bodyOf(await receivableOf(line))).toMatchObject({
    openItem: true,
    writeOffStatus: 'RECOVERED',
    excludeFromCecl: false,
    dueDate: '2025-12-01',
    open: { revenue: '100.00', payable: '900.00' },
  });
});

it('names the first thousand of the receivables that owe less than was approved, and how many there are', async () => {
  const invoices = Array.from({ length: 1_001 }, (_, n) => `P${n}`);
  const imported = (open: string) => desk.importRows(...invoices.map((one) => row(one, open, '0.00')));
  await imported('2.00');
  const lines = await desk.linesOf(...invoices);
  await imported('1.00');
  const packetId = randomUUID();

  await desk.approve(lines, { packetId, totals: { revenue: '2002.00', payable: '0.00' } });

  expect(await desk.outcomeOf(packetId)).toEqual({ outcome: 'EXECUTED', code: null });
  const [event] = await ledger.database.query(
    `select jsonb_array_length(data -> 'lowered') as named, data -> 'loweredCount' as count,
            jsonb_array_length(data -> 'lines') as lines
       from ledger.outbox cross join lateral (select convert_from(message, 'UTF8')::jsonb -> 'data' as data) as event
      where event_type = 'recoup.ledger.write-off-executed.v1' and aggregate_id = $1`,
    [packetId],
  );
  expect(event).toEqual({ named: 1_000, count: 1_001, lines: 500 });
});

it('refuses when more is owed than was approved, and posts nothing', async () => {
  await desk.importRows(row('U1', '100.00', '0.00'));
  const lines = await desk.linesOf('U1');
  await ledger.call.post('/v1/imports', {
    query: { asOf: '2026-03-31' },
    token,
    upload: { bytes: [header, row('U1', '100.01', '0.00')].join('\n'), type: 'text/csv' },
  });
  const packetId = randomUUID();

  await desk.approve(lines, { packetId, totals: { revenue: '100.00', payable: '0.00' } });

  expect(await desk.outcomeOf(packetId)).toEqual({ outcome: 'REFUSED', code: 'AMOUNT_INCREASED' });
  const journals = await ledger.call.get('/v1/journals', { query: { packetId }, token });
  expect(bodyOf(journals).items).toEqual([]);
});

it('refuses lines that are not those that were approved', async () => {
  await desk.importRows(row('W1', '100.00', '0.00'));
  const packetId = randomUUID();
  const totals = { revenue: '100.00', payable: '0.00' };
  await desk.approve(await desk.linesOf('W1'), { packetId, totals }, { hash: 'f'.repeat(64) });
  expect(await desk.outcomeOf(packetId)).toEqual({ outcome: 'REFUSED', code: 'CONTENT_MISMATCH' });
});

it('keeps its books when the general ledger is away, and says that nothing is known yet', async () => {
  const states = await eventually(async () => {
    const rows = await ledger.database.query<{ state: string }>(
      `select distinct state from ledger.gl_document where attempts > 0`,
    );
    if (!rows.some((one) => one.state === 'UNKNOWN')) throw new Error('not tried yet');
    return rows.map((one) => one.state);
  });
  expect(states.filter((one) => one !== 'UNKNOWN' && one !== 'SENDING' && one !== 'PENDING')).toEqual([]);
});

it('says what it knows of the general ledger in the thread of the approval, though a job found it out', async () => {
  await desk.importRows(row('H1', '100.00', '900.00'));
  const packetId = randomUUID();
  const totals = { revenue: '100.00', payable: '900.00' };
  const records = await desk.approve(await desk.linesOf('H1'), { packetId, totals });
  const approval: { id: string; correlationid: string } = JSON.parse(String(records.at(-1)?.value));

  const event = await eventually(async () => {
    const [found] = await ledger.database.query<{ message: Buffer }>(
      `select message from ledger.outbox where event_type = 'recoup.ledger.gl-unknown.v1' and aggregate_id = $1`,
      [packetId],
    );
    if (!found) throw new Error('nothing is known of the general ledger yet');
    return JSON.parse(found.message.toString());
  });
  expect(event).toMatchObject({
    correlationid: approval.correlationid,
    causationid: approval.id,
    actor: 'service:gl-poster',
  });
});

it('chains its log and hands auditors, and only them, the bytes', async () => {
  await eventually(async () => {
    const head = await ledger.call.get('/v1/log/head', { token });
    if (bodyOf(head).unsealed !== 0) throw new Error('not sealed yet');
  });
  expect((await ledger.call.get('/v1/log/entries', { token })).status).toBe(403);
  const auditor = await ledger.token('auditor-1');
  const { items } = bodyOf(await ledger.call.get('/v1/log/entries', { token: auditor }));
  const types = items.map((entry) => entry.type);
  expect(new Set(types)).toEqual(
    new Set([
      'import.committed',
      'write-off.executed',
      'write-off.recovered',
      'write-off.refused',
      'gl.unknown',
    ]),
  );
});

it('shows its books to nobody whose scope does not cover them, not even in counts', async () => {
  const outside = await ledger.token('uk-auditor');
  const { get } = ledger.call;
  const nothing = { items: [], page: { next: null, has_more: false } };
  const [receipt] = bodyOf(await get('/v1/cash-receipts', { token })).items;
  const [journal] = bodyOf(await get('/v1/journals', { token })).items;
  const [posting] = bodyOf(await get('/v1/gl-documents', { token })).items;
  const [line] = await desk.linesOf('R1');
  if (!(receipt && journal && posting && line)) throw new Error('the books are empty');

  expect(bodyOf(await get('/v1/cash-receipts', { token: outside }))).toEqual(nothing);
  expect(bodyOf(await get('/v1/journals', { token: outside }))).toEqual(nothing);
  expect(bodyOf(await get('/v1/gl-documents', { token: outside }))).toEqual(nothing);
  const each = (reader: string) => [
    get('/v1/cash-receipts/{id}', { path: { id: receipt.cashReceiptId }, token: reader }),
    get('/v1/journals/{id}', { path: { id: journal.journalId }, token: reader }),
    get('/v1/journals/{id}/lines', { path: { id: journal.journalId }, token: reader }),
    get('/v1/gl-documents/{id}', { path: { id: posting.glDocumentId }, token: reader }),
    get('/v1/receivables/{id}', { path: { id: line.receivableId }, token: reader }),
    get('/v1/accounts/{id}', { path: { id: line.accountId }, token: reader }),
  ];
  const statuses = async (reader: string) => (await Promise.all(each(reader))).map(({ status }) => status);
  expect(await statuses(token)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(await statuses(outside)).toEqual([404, 404, 404, 404, 404, 404]);
});

it('shows of both calls to the general ledger, look-up and posting, whether they are held back', async () => {
  const metrics = await ledger.metrics();
  for (const call of ['netsuite-get', 'netsuite-post'])
    expect(metrics).toMatch(
      new RegExp(`^recoup_breaker_open\\{call="${call}",service="ledger-service"\\} [01]$`, 'm'),
    );
});

it('keeps an archive of what it published, by type and subject, page by page', async () => {
  const auditor = await ledger.token('auditor-1');
  const query = { type: ['recoup.ledger.write-off-executed.v1'], limit: 1 };
  const first = bodyOf(await ledger.call.get('/v1/events', { query, token: auditor }));
  expect(first.items[0]?.event).toMatchObject({
    type: 'recoup.ledger.write-off-executed.v1',
    sequence: 1,
  });
  const next = String(first.page.next);
  const second = bodyOf(
    await ledger.call.get('/v1/events', { query: { ...query, after: next }, token: auditor }),
  );
  expect(second.items[0]?.event.id).not.toBe(first.items[0]?.event.id);
  expect((await ledger.call.get('/v1/events', { token })).status).toBe(403);
  const forged = await ledger.call.get('/v1/events', {
    query: { after: `${next.slice(0, -2)}xx` },
    token: auditor,
  });
  expect(forged.status).toBe(400);
});
