import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aGlClient, aJournal } from './gl-client.fixture.ts';
import { recordPath } from './journals/journal-entries.ts';
import { startNetsuiteSimulator } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'recoup-gl-'));
const client = await aGlClient();
const start = () => startNetsuiteSimulator({ folder, port: 10_190, clients: [client.registration] });
let simulator: Awaited<ReturnType<typeof start>>;
let token = '';
let count = 0;

const Token = z.object({ access_token: z.string(), expires_in: z.string() });
const newToken = async () =>
  Token.parse(await (await client.exchange(simulator.tokenUrl)).json()).access_token;

beforeAll(async () => {
  simulator = await start();
  token = await newToken();
});
afterEach(async () => {
  await fetch(`${simulator.address}/__admin/faults`, { method: 'DELETE' });
});
afterAll(async () => {
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

const aKey = () => {
  count += 1;
  return `WO-TEST-${count}`;
};
const post = (journal: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${simulator.address}${recordPath}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      connection: 'close',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(journal),
    ...(signal && { signal }),
  });
const get = async (path: string) =>
  fetch(path.startsWith('http') ? path : `${simulator.address}${recordPath}${path}`, {
    headers: { authorization: `Bearer ${token}`, connection: 'close' },
  });
const change = (what: string, body: unknown) =>
  fetch(`${simulator.address}/__admin/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const Refusal = z.object({
  status: z.number(),
  'o:errorDetails': z.array(z.object({ 'o:errorCode': z.string(), 'o:errorPath': z.string().optional() })),
});
const refusal = async (response: Response) => {
  const { 'o:errorDetails': details } = Refusal.parse(await response.json());
  return details.map((detail) => [detail['o:errorCode'], detail['o:errorPath']]);
};

describe('the token endpoint', () => {
  it('writes the lifetime as a string, as NetSuite does', async () => {
    const answer = Token.parse(await (await client.exchange(simulator.tokenUrl)).json());
    expect(answer.expires_in).toBe('3600');
  });

  it.each([
    ['that lives an hour or longer', { seconds: 3_600 }],
    ['for another audience', { audience: 'https://elsewhere.example/token' }],
    ['signed with a certificate nobody uploaded', { kid: 'unknown' }],
  ])('refuses an assertion %s', async (_, options) => {
    expect((await client.exchange(simulator.tokenUrl, options)).status).toBe(400);
  });

  it('accepts PS256 and refuses RS256', async () => {
    const pss = await aGlClient('PS256');
    const rsa = await aGlClient('RS256');
    for (const { registration } of [pss, rsa]) await change('clients', registration);
    expect((await pss.exchange(simulator.tokenUrl)).status).toBe(200);
    expect((await rsa.exchange(simulator.tokenUrl)).status).toBe(400);
  });

  it('lets nobody post without a valid token', async () => {
    const response = await post(aJournal(), { authorization: 'Bearer guessed' });
    expect(response.status).toBe(401);
    expect(await refusal(response)).toEqual([['INVALID_LOGIN', undefined]]);
  });
});

describe('a journal', () => {
  it('is created without a body and found by its location, its id and its external id', async () => {
    const externalId = aKey();
    const created = await post(aJournal({ externalId }));
    expect([created.status, await created.text()]).toEqual([204, '']);

    const location = created.headers.get('location') ?? '';
    const byLocation = await (await get(location)).json();
    expect(byLocation).toMatchObject({
      externalId,
      tranId: expect.stringMatching(/^JE\d+$/),
      postingPeriod: { refName: 'Apr 2026' },
      approvalStatus: { id: '2' },
    });
    expect(byLocation).not.toHaveProperty('line.items');

    const expanded = await (await get(`/eid:${externalId}?expandSubResources=true`)).json();
    expect(expanded).toMatchObject({
      line: { items: [{ debit: 41_250.1 }, { credit: 41_250.1, entity: { id: '4471' } }] },
    });
  });

  it('is searched by its external id, as links only', async () => {
    const externalId = aKey();
    await post(aJournal({ externalId }));
    const query = new URLSearchParams({ q: `externalId IS "${externalId}"` });
    const found = await (await get(`?${query}`)).json();
    expect(found).toMatchObject({ count: 1, hasMore: false, totalResults: 1 });
    expect(found).not.toHaveProperty('items.0.memo');
  });

  it('that nobody posted is not there', async () => {
    const response = await get('/eid:WO-NOBODY');
    expect(response.status).toBe(404);
    expect(await refusal(response)).toEqual([['NONEXISTENT_ID', undefined]]);
  });

  it('waits for approval where the installation asks for it', async () => {
    await change('settings', { approvals: true });
    const externalId = aKey();
    await post(aJournal({ externalId }));
    await change('settings', { approvals: false });
    expect(await (await get(`/eid:${externalId}`)).json()).toMatchObject({
      approved: false,
      approvalStatus: { id: '1' },
    });
  });
});

const debit = (line: object) => ({
  line: {
    items: [
      { account: { id: '612' }, ...line },
      { account: { id: '101' }, credit: 10 },
    ],
  },
});
const lineOn = (id: string, more: object = {}) => ({
  line: {
    items: [
      { account: { id: '612' }, debit: 10 },
      { account: { id }, credit: 10, ...more },
    ],
  },
});

describe('validation', () => {
  it.each([
    ['that does not balance', debit({ debit: 10.01 }), [['USER_ERROR', undefined]]],
    ['on an unknown account', lineOn('9999'), [['INVALID_CONTENT', 'line.items[1].account']]],
    ['of an unknown subsidiary', { subsidiary: { id: '77' } }, [['INVALID_CONTENT', 'subsidiary']]],
    ['without a subsidiary', { subsidiary: undefined }, [['INVALID_CONTENT', 'subsidiary']]],
    ['in an unknown currency', { currency: { id: '99' } }, [['INVALID_CONTENT', 'currency']]],
    ['on receivables without a customer', lineOn('119'), [['USER_ERROR', 'line.items[1].entity']]],
    [
      'with debit and credit on one line',
      debit({ debit: 10, credit: 0 }),
      [['USER_ERROR', 'line.items[0].credit']],
    ],
    ['with neither on a line', debit({}), [['USER_ERROR', 'line.items[0].debit']]],
    [
      'with more decimals than its currency',
      debit({ debit: 10.001 }),
      [['INVALID_CONTENT', 'line.items[0].debit']],
    ],
    ['whose lines are a bare list', { line: [] }, [['INVALID_CONTENT', 'line']]],
    ['with a bar in its external id', { externalId: 'WO|1' }, [['INVALID_CONTENT', 'externalId']]],
    ['with a date that is none', { tranDate: '2026-02-30' }, [['INVALID_CONTENT', 'tranDate']]],
  ])('refuses a journal %s', async (_, changes, details) => {
    const response = await post(aJournal({ externalId: aKey(), ...changes }));
    expect(response.status).toBe(400);
    expect(await refusal(response)).toEqual(details);
  });

  it('refuses a closed period and an inactive account until they are opened again', async () => {
    await change('periods', { month: '2026-04', closed: true });
    expect(await refusal(await post(aJournal({ externalId: aKey() })))).toEqual([['USER_ERROR', 'tranDate']]);
    await change('periods', { month: '2026-04', closed: false });

    await change('accounts', { id: '612', inactive: true });
    expect(await refusal(await post(aJournal({ externalId: aKey() })))).toEqual([
      ['INVALID_KEY_OR_REF', 'line.items[0].account'],
    ]);
    await change('accounts', { id: '612', inactive: false });
    expect((await post(aJournal({ externalId: aKey() }))).status).toBe(204);
  });

  it('drops a misspelt property silently unless it is asked to complain', async () => {
    const misspelt = aJournal({ externalId: aKey(), trandate: '2026-01-01' });
    const strict = await post(misspelt, { 'x-netsuite-propertynamevalidation': 'Error' });
    expect(await refusal(strict)).toEqual([['INVALID_CONTENT', 'trandate']]);

    const lenient = await post(misspelt);
    expect(lenient.status).toBe(204);
    expect(await (await get(lenient.headers.get('location') ?? '')).json()).not.toHaveProperty('trandate');
  });

  it('refuses a second journal of one external id, or answers with the first, as it is switched', async () => {
    const journal = aJournal({ externalId: aKey() });
    const first = await post(journal);
    expect(await refusal(await post(journal))).toEqual([['DUP_RCRD', 'externalId']]);

    await change('settings', { duplicateExternalId: 'accept' });
    const second = await post(journal);
    await change('settings', { duplicateExternalId: 'refuse' });
    expect([second.status, second.headers.get('location')]).toEqual([204, first.headers.get('location')]);
  });
});

describe('faults by switch', () => {
  it.each([
    ['lose-response', 'fetch failed'],
    ['withhold-response', 'timeout'],
  ])('commits, and by %s leaves its caller with: %s', async (kind, failure) => {
    const externalId = aKey();
    await change('faults', { kind });
    const left = post(aJournal({ externalId }), {}, AbortSignal.timeout(1_000));
    await expect(left).rejects.toThrow(failure);
    expect((await get(`/eid:${externalId}`)).status).toBe(200);
  });

  it.each([
    ['status-403', 403],
    ['status-500', 500],
    ['status-503', 503],
    ['status-429', 429],
    ['html-error', 500],
    ['expired-token', 401],
  ])('answers %s and commits nothing', async (kind, status) => {
    const externalId = aKey();
    await change('faults', { kind });
    const response = await post(aJournal({ externalId }));
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(kind === 'html-error' ? /^text\/html/ : /json/);
    token = await newToken();
    expect((await get(`/eid:${externalId}`)).status).toBe(404);
  });

  it('works late when it is slow, also for a caller who has gone', async () => {
    const externalId = aKey();
    await change('faults', { kind: 'slow', delayMs: 150 });
    await expect(post(aJournal({ externalId }), {}, AbortSignal.timeout(50))).rejects.toThrow('timeout');
    expect((await get(`/eid:${externalId}`)).status).toBe(404);
    await expect.poll(async () => (await get(`/eid:${externalId}`)).status).toBe(200);
  });

  it('lasts as many requests as it was set for', async () => {
    await change('faults', { kind: 'status-503', times: 2 });
    const seen = [
      await post(aJournal({ externalId: aKey() })),
      await post(aJournal({ externalId: aKey() })),
      await post(aJournal({ externalId: aKey() })),
    ];
    expect(seen.map(({ status }) => status)).toEqual([503, 503, 204]);
  });

  it('refuses a fault it does not know', async () => {
    expect((await change('faults', { kind: 'earthquake' })).status).toBe(400);
  });
});

it('keeps posted journals over a restart, and drops one that was half written', async () => {
  const externalId = aKey();
  await post(aJournal({ externalId }));
  await simulator.stop();
  appendFileSync(join(folder, 'journals.jsonl'), '{"id":"');

  simulator = await start();
  expect((await get(`/eid:${externalId}`)).status).toBe(401);
  token = await newToken();
  expect((await get(`/eid:${externalId}`)).status).toBe(200);
  expect((await post(aJournal({ externalId: aKey() }))).status).toBe(204);
});

it('shows what it was asked and what it holds', async () => {
  const state = await (await fetch(`${simulator.address}/__admin/state`)).json();
  expect(state).toMatchObject({
    journalCount: expect.any(Number),
    settings: { duplicateExternalId: 'refuse' },
  });
  expect(state).toHaveProperty('requests.0.status');
});
