import { randomUUID } from 'node:crypto';
import type { Answer } from '@recoup/contracts/api-client';
import { bodyOf } from '@recoup/testkit/api-client';
import { type CommitCuttingProxy, commitCuttingProxy } from '@recoup/testkit/commit-cutting-proxy';
import { eventually } from '@recoup/testkit/eventually';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { approvalsFor, header, row } from './approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from './ledger-under-test.ts';

/** A lost import is taken up again only when its claim has run out, after ten seconds. */
const cuts = { imports: rounds(5), executions: rounds(15) };
const { seed, random } = randomRun('commits of the ledger without an answer');
let proxy: CommitCuttingProxy;
let ledger: LedgerUnderTest;
let token: string;

beforeAll(async () => {
  proxy = await commitCuttingProxy(inject('adminUrl'));
  const people = { 'client-accounting-1': 'CLIENT_ACCOUNTING', 'auditor-1': 'AUDITOR' };
  ledger = await ledgerUnderTest(people, {}, proxy.through);
  token = await ledger.token('client-accounting-1');
});
afterAll(async () => {
  await ledger?.stop();
  await proxy?.close();
  console.log(`${proxy.cuts()} connections were cut at a COMMIT of the ledger, seed ${seed}`);
});

const loss = () => (random.below(2) === 0 ? 'commit' : 'answer');

const broken = async (): Promise<readonly string[]> => {
  const token = await ledger.token('auditor-1');
  const { invariants } = bodyOf(await ledger.call.get('/v1/checks', { token }));
  return invariants.filter((one) => one.violations !== 0).map((one) => one.id);
};

/** A careful caller: the same file under the same key until the import has ended. */
const untilEnded = async (ask: () => Promise<Answer>): Promise<Answer> => {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    if (tries === 40 || !(answer.status === 202 || answer.status === 503)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
};

const imported = async (invoice: string) => {
  const rows = await ledger.database.query<{ items: number; events: number }>(
    `select count(*)::int as items,
            (select count(*)::int from ledger.outbox where aggregate_id = min(billing_item_detail_id::text)::uuid) as events
       from ledger.billing_item_detail join ledger.billing_item using (billing_item_id) where invoice_number = $1`,
    [invoice],
  );
  return rows[0];
};

it(`an import whose commit got no answer is taken in once (seed ${seed})`, {
  timeout: withinMs(240_000),
}, async () => {
  for (let cut = 1; cut <= cuts.imports; cut += 1) {
    const before = proxy.cuts();
    const invoice = `CUT-${randomUUID()}`;
    const key = randomUUID();
    const upload = { bytes: [header, row(invoice, '100.00', '900.00')].join('\n'), type: 'text/csv' };
    const ask = () => ledger.call.post('/v1/imports', { query: { asOf: '2026-03-31' }, token, upload, key });
    proxy.cutNext(/insert into billing_item_detail/, loss());

    const answer = await untilEnded(ask);

    expect(answer).toMatchObject({ status: 201, body: { state: 'COMMITTED' } });
    expect(proxy.cuts()).toBe(before + 1);
    expect((await ask()).body).toEqual(answer.body);
    expect(await imported(invoice)).toEqual({ items: 1, events: 1 });
  }
  expect(await broken()).toEqual([]);
});

it(`a packet whose execution got no answer to its commit is written off once (seed ${seed})`, {
  timeout: withinMs(120_000),
}, async () => {
  const desk = approvalsFor(ledger, token);
  for (let cut = 1; cut <= cuts.executions; cut += 1) {
    const before = proxy.cuts();
    const packetId = randomUUID();
    const invoice = `EXE-${packetId}`;
    await desk.importRows(row(invoice, '100.00', '0.00'));
    const lines = await desk.linesOf(invoice);
    proxy.cutNext(/write_off_execution/, loss());

    await desk.approve(lines, { packetId, totals: { revenue: '100.00', payable: '0.00' } });

    expect(await desk.outcomeOf(packetId)).toMatchObject({ outcome: 'EXECUTED' });
    // The books may stand before the proxy has seen the answer that it drops.
    await eventually(async () => expect(proxy.cuts()).toBe(before + 1));
    const receipts = await ledger.database.query(
      'select from ledger.write_off_receipt where packet_id = $1',
      [packetId],
    );
    expect(receipts).toHaveLength(1);
  }
  expect(await broken()).toEqual([]);
});
