import { request } from 'node:http';
import { sendJson } from '@recoup/runtime/http/page';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Gateway, openGateway } from './gateway.ts';

let gateway: Gateway;
beforeEach(async () => {
  gateway = await openGateway(10_130);
});
afterEach(() => gateway.stop());

const get = (path: string) => fetch(`${gateway.address}${path}`, { headers: { connection: 'close' } });

const echo = (prefix: string) => ({
  prefix,
  title: prefix,
  listener: (...[asked, response]: Parameters<Parameters<Gateway['mount']>[0][number]['listener']>) =>
    sendJson(response, 200, { prefix, url: asked.url }),
});

it('says that it is starting until there is something to show', async () => {
  expect(await (await get('')).text()).toContain('Recoup is starting');
  gateway.showStartPage(() => 'Recoup runs');
  expect(await (await get('')).text()).toBe('Recoup runs');
});

it.each([
  ['/api/ledger/v1/imports?limit=2', { prefix: '/api/ledger', url: '/v1/imports?limit=2' }],
  ['/api/ledger', { prefix: '/api/ledger', url: '/' }],
  ['/api/ledger?x=1', { prefix: '/api/ledger', url: '/?x=1' }],
  ['/api/ledgers', { status: 404, code: 'NOT_FOUND', trace_id: expect.any(String) }],
  ['/api/risk/openapi.json', { prefix: '/api/risk', url: '/openapi.json' }],
])('hands %s to the part below its prefix', async (path, expected) => {
  gateway.mount([echo('/api/ledger'), echo('/api/risk')]);
  expect(await (await get(path)).json()).toMatchObject(expected);
});

it('refuses a request that came through a name of the web', async () => {
  const status = await new Promise((resolve) => {
    request(gateway.address, { headers: { host: 'attacker.example' } }, (response) =>
      resolve(response.statusCode),
    ).end();
  });
  expect(status).toBe(421);
});

it('takes the next port when the wished one is in use', async () => {
  const second = await openGateway(10_130);
  expect(second.address).not.toBe(gateway.address);
  await second.stop();
});
