import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aJournal } from './gl-client.fixture.ts';
import { Settings } from './netsuite-simulator.ts';
import { simulatorUnderTest } from './simulator-under-test.fixture.ts';

let simulator: Awaited<ReturnType<typeof simulatorUnderTest>>;
let count = 0;
const journals = '/record/v1/journalEntry';

beforeAll(async () => {
  simulator = await simulatorUnderTest(10_290);
});
afterEach(() => simulator.change('settings', Settings.parse({})));
afterAll(() => simulator.stop());

const aKey = () => {
  count += 1;
  return `WO-UNKIND-${count}`;
};
const call = (...given: Parameters<typeof simulator.call>) => simulator.call(...given);
const bodyOf = async (response: Promise<Response>): Promise<unknown> => (await response).json();
const Page = z.object({
  items: z.array(z.object({ tranid: z.string() })),
  hasMore: z.boolean(),
  totalResults: z.number(),
});
const line = (account: string, more: object) => ({ account: { id: account }, ...more });

it('takes a signed call in place of a token, and no signature twice', async () => {
  const secrets = { realm: '1_SB1', consumerKey: 'c', consumerSecret: 's', token: 't', tokenSecret: 'u' };
  await simulator.change('tokens', secrets);
  const authorization = 'OAuth realm="1_SB1", oauth_token="t", oauth_signature="none"';
  expect((await call('GET', journals, undefined, { authorization })).status).toBe(401);
});

describe('a journal sent as a job', () => {
  const asJob = (body: unknown, key: string) =>
    call('POST', journals, body, { prefer: 'respond-async', 'x-netsuite-idempotency-key': key });

  it('is not there before the job is done, and its result is that of a call that waited', async () => {
    await simulator.change('settings', { jobMs: 100 });
    const externalId = aKey();
    const sent = await asJob(aJournal({ externalId }), externalId);
    expect([sent.status, sent.headers.get('preference-applied')]).toEqual([202, 'respond-async']);
    const job = sent.headers.get('location') ?? '';
    expect(await bodyOf(call('GET', job))).toMatchObject({ completed: false, progress: 'pending' });
    expect((await call('GET', `${journals}/eid:${externalId}`)).status).toBe(404);

    await expect
      .poll(() => bodyOf(call('GET', job)))
      .toMatchObject({ completed: true, progress: 'succeeded' });
    expect(await bodyOf(call('GET', `${job}/task`))).toMatchObject({ count: 1 });
    expect(await bodyOf(call('GET', `${job}/task/1`))).toMatchObject({ progress: 'succeeded' });
    const result = await call('GET', `${job}/task/1/result`);
    expect(result.status).toBe(204);
    expect((await call('GET', result.headers.get('location') ?? '')).status).toBe(200);
  });

  it('sent again under its key is a conflict that names the first job', async () => {
    await simulator.change('settings', { jobMs: 0 });
    const [externalId, key] = [aKey(), aKey()];
    const first = await asJob(aJournal({ externalId }), key);
    const again = await asJob(aJournal({ externalId }), key);
    expect([again.status, again.headers.get('location')]).toEqual([400, first.headers.get('location')]);
    expect(await again.json()).toMatchObject({
      title: 'Conflict',
      'o:errorDetails': [{ 'o:errorCode': 'IDEMPOTENCY_ERROR' }],
    });
  });

  it('fails with the refusal that a call that waited would have got', async () => {
    await simulator.change('settings', { jobMs: 0 });
    const sent = await asJob(aJournal({ externalId: aKey(), currency: { id: '99' } }), aKey());
    const job = sent.headers.get('location') ?? '';
    await expect.poll(() => bodyOf(call('GET', job))).toMatchObject({ progress: 'failed' });
    expect((await call('GET', `${job}/task/1/result`)).status).toBe(400);
  });

  it('counts its key only where a job was asked for', async () => {
    const key = { 'x-netsuite-idempotency-key': aKey() };
    const statuses = [
      (await call('POST', journals, aJournal({ externalId: aKey() }), key)).status,
      (await call('POST', journals, aJournal({ externalId: aKey() }), key)).status,
    ];
    expect(statuses).toEqual([204, 204]);
  });
});

describe('an answer that says nothing of the document', () => {
  const looked = async (externalId: string) => (await call('GET', `${journals}/eid:${externalId}`)).status;

  it('is a job that nobody asked for', async () => {
    const externalId = aKey();
    await simulator.change('faults', { kind: 'as-job' });
    expect((await call('POST', journals, aJournal({ externalId }))).status).toBe(202);
    await expect.poll(() => looked(externalId)).toBe(200);
  });

  it.each([
    [200, true, 200],
    [502, true, 200],
    [200, false, 404],
    [502, false, 404],
  ])('is a page with %i, whether it was committed (%s) or not', async (status, commits, found) => {
    const externalId = aKey();
    await simulator.change('faults', { kind: 'html-error', status, commits });
    const response = await call('POST', journals, aJournal({ externalId }));
    expect([response.status, response.headers.get('location')]).toEqual([status, null]);
    expect(await response.text()).toMatch(/^<!DOCTYPE html>.*<\/html>$/);
    expect(await looked(externalId)).toBe(found);
  });
});

describe('a call too many', () => {
  const burst = async () => {
    const [fault, externalId] = [{ kind: 'slow', method: 'GET', delayMs: 300 }, aKey()];
    await simulator.change('faults', fault);
    const slow = call('GET', `${journals}/eid:${externalId}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { status } = await call('GET', `${journals}/eid:${externalId}`);
    await slow;
    return status;
  };

  it('is answered with 429', async () => {
    await simulator.change('settings', { callsAtOnceMax: 1 });
    expect(await burst()).toBe(429);
  });

  it('is refused the sign-in after a while, where accounts do that', async () => {
    await simulator.change('settings', { callsAtOnceMax: 1, overLimit: 'delayed-401', delayed401Ms: 20 });
    expect(await burst()).toBe(401);
  });
});

describe('a journal that stands', () => {
  it('is changed by PUT under its key, which makes one where there is none', async () => {
    const externalId = aKey();
    const path = `${journals}/eid:${externalId}`;
    expect((await call('PUT', path, aJournal())).status).toBe(204);
    expect((await call('PUT', path, aJournal({ memo: 'Changed' }))).status).toBe(204);
    expect(await bodyOf(call('GET', path))).toMatchObject({ externalId, memo: 'Changed' });
  });

  it('gets more lines by PATCH, or others where the sublist is replaced', async () => {
    const externalId = aKey();
    const path = `${journals}/eid:${externalId}`;
    await call('POST', journals, aJournal({ externalId }));
    const items = [line('612', { debit: 5 }), line('101', { credit: 5 })];
    const linesOf = async () => bodyOf(call('GET', `${path}?expandSubResources=true`));

    await call('PATCH', path, { line: { items } });
    expect(await linesOf()).toMatchObject({ line: { totalResults: 4 } });
    await call('PATCH', `${path}?replace=line`, { line: { items } });
    expect(await linesOf()).toMatchObject({ line: { totalResults: 2 } });
    expect((await call('PATCH', path, { currency: { id: '99' } })).status).toBe(400);
  });

  it('is approved or refused there by a person', async () => {
    await simulator.change('settings', { approvals: true });
    const externalId = aKey();
    await call('POST', journals, aJournal({ externalId }));
    const statusAfter = async (decision: string) => {
      await simulator.change('approvals', { externalId, decision });
      return bodyOf(call('GET', `${journals}/eid:${externalId}`));
    };
    expect(await statusAfter('reject')).toMatchObject({ approved: false, approvalStatus: { id: '3' } });
    expect(await statusAfter('approve')).toMatchObject({ approved: true, approvalStatus: { id: '2' } });
  });

  it('is found by its id at once, and by its key only after a while', async () => {
    await simulator.change('settings', { keyLagMs: 60_000 });
    const externalId = aKey();
    const posted = await call('POST', journals, aJournal({ externalId }));
    expect((await call('GET', posted.headers.get('location') ?? '')).status).toBe(200);
    expect((await call('GET', `${journals}/eid:${externalId}`)).status).toBe(404);
    await simulator.change('settings', { keyLagMs: 0 });
    expect((await call('GET', `${journals}/eid:${externalId}`)).status).toBe(200);
  });

  it('may be shown by half, with nothing but its end to tell', async () => {
    const externalId = aKey();
    await call('POST', journals, aJournal({ externalId }));
    await simulator.change('faults', { kind: 'truncated-body', method: 'GET' });
    const shown = await call('GET', `${journals}/eid:${externalId}`);
    expect(shown.status).toBe(200);
    await expect(shown.json()).rejects.toThrow(SyntaxError);
  });
});

describe('a refusal', () => {
  const refusalOf = async (changes: object) =>
    bodyOf(call('POST', journals, aJournal({ externalId: aKey(), ...changes })));
  const at = (path: string) => ({ 'o:errorDetails': [{ 'o:errorPath': path }] });

  it('meets a journal with too many lines', async () => {
    await simulator.change('settings', { linesMax: 1 });
    expect(await refusalOf({})).toMatchObject(at('line'));
  });

  it('meets a line on accounts payable that names nobody', async () => {
    const items = [line('201', { debit: 1 }), line('101', { credit: 1 })];
    expect(await refusalOf({ line: { items } })).toMatchObject(at('line.items[0].entity'));
  });

  it('meets a subsidiary to which a customer or an account does not belong', async () => {
    await simulator.change('parties', { id: '7001', externalId: 'B-7', subsidiaries: ['2'] });
    const of = (entity: string) => ({
      line: { items: [line('612', { debit: 1 }), line('119', { credit: 1, entity: { id: entity } })] },
    });
    expect(await refusalOf(of('eid:B-7'))).toMatchObject(at('line.items[1].entity'));
    const externalId = aKey();
    const own = aJournal({ externalId, subsidiary: { id: '2' }, ...of('eid:B-7') });
    expect((await call('POST', journals, own)).status).toBe(204);
    const shown = await bodyOf(call('GET', `${journals}/eid:${externalId}?expandSubResources=true`));
    expect(shown).toMatchObject({ line: { items: [{}, { entity: { id: '7001' } }] } });
  });
});

describe('other records', () => {
  it.each(['account/612', 'subsidiary/1', 'currency/1', 'accountingPeriod/2026-04'])(
    'shows %s',
    async (path) => {
      expect((await call('GET', `/record/v1/${path}`)).status).toBe(200);
      expect((await call('GET', '/record/v1/account/9999')).status).toBe(404);
    },
  );

  it('shows a customer by id and by external id', async () => {
    await simulator.change('parties', { id: '7002', externalId: 'B-8' });
    for (const id of ['7002', 'eid:B-8'])
      expect(await bodyOf(call('GET', `/record/v1/customer/${id}`))).toMatchObject({ id: '7002' });
  });

  it('answers the query of the ageing, to callers who ask for a transient result', async () => {
    await simulator.change('open-items', [{ tranid: 'INV-1', open: '10.50' }]);
    const q = 'SELECT t.tranid, t.amountunpaid FROM transaction t';
    const ask = (query: string, headers = { prefer: 'transient' }) =>
      call('POST', '/query/v1/suiteql', { q: query }, headers);
    expect(await bodyOf(ask(q))).toMatchObject({ items: [{ tranid: 'INV-1' }] });
    expect((await ask(q, { prefer: '' })).status).toBe(400);
    expect((await ask('DROP TABLE transaction')).status).toBe(400);
  });

  it('answers it page by page, above an id, without what is voided or not posted', async () => {
    await simulator.change('open-items', [
      ...[3, 1, 2].map((id) => ({ id: String(id), tranid: `INV-${id}` })),
      { id: '4', tranid: 'INV-4', voided: 'T' },
      { id: '5', tranid: 'INV-5', posting: 'F' },
    ]);
    const page = async (above: number) => {
      const q = `select t.amountunpaid from transaction t where t.posting = 'T' and t.voided = 'F' and t.id > ${above} order by t.id`;
      const answer = await bodyOf(call('POST', '/query/v1/suiteql?limit=2', { q }, { prefer: 'transient' }));
      const { items, ...more } = Page.parse(answer);
      return { ids: items.map(({ tranid }) => tranid), ...more };
    };
    expect(await page(0)).toEqual({ ids: ['INV-1', 'INV-2'], hasMore: true, totalResults: 3 });
    expect(await page(2)).toEqual({ ids: ['INV-3'], hasMore: false, totalResults: 1 });
  });
});
