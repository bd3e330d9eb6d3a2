import { readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { freePort } from '@recoup/local/free-port';
import { requestToken } from '@recoup/local/request-token';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulatorSettings } from './settings.ts';
import { startSimulators } from './start-simulators.ts';

let folder = '';
let port = 0;
let simulators: Awaited<ReturnType<typeof startSimulators>>;

beforeAll(async () => {
  folder = await throwawayFolder('recoup-simulators-');
  port = await freePort(10_600);
  const nobody = `http://127.0.0.1:${await freePort(10_690)}`;
  const config = readConfig(simulatorSettings, {
    RECOUP_DATA: folder,
    ADDRESS: `http://127.0.0.1:${port}`,
    NETWORK_NAME: 'simulators',
    PORT: String(port),
    SMTP_PORT: String(await freePort(10_630)),
    GL_PORT: String(await freePort(10_660)),
    LEDGER_ADDRESS: nobody,
    PACKET_ADDRESS: nobody,
    RISK_ADDRESS: nobody,
    NOTIFIER_ADDRESS: nobody,
    BUSINESS_DATE: '2026-03-31',
  });
  simulators = await startSimulators(config, () => undefined);
});
afterAll(async () => {
  await simulators.stop();
  rmSync(folder, { recursive: true, force: true });
});

const statusOf = (path: string, host: string) =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
const resources = (...path: readonly string[]): unknown =>
  JSON.parse(readFileSync(join(folder, ...path), 'utf8'));

it('shows its keys to services that know it by the name in their network, and to no name of the web', async () => {
  expect(await statusOf('/oidc/jwks', `simulators:${port}`)).toBe(200);
  expect(await statusOf('/oidc/jwks', `127.0.0.1:${port}`)).toBe(200);
  expect(await statusOf('/oidc/jwks', 'attacker.example')).toBe(421);
});

it('hands the API of a service on, and says so when that does not answer', async () => {
  expect(await statusOf('/api/ledger/v1/imports', `127.0.0.1:${port}`)).toBe(502);
});

it('signs a seeded person in under the issuer that people reach', async () => {
  const { token = '' } = await requestToken(simulators.address, 'agent-1');
  const [, payload = ''] = token.split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    iss: `${simulators.address}/oidc`,
    sub: 'agent-1',
  });
});

it('lends the ledger its key and mapping, and packets their first people and rates', () => {
  expect(resources('ledger', 'gl-key.json')).toMatchObject({ kty: 'EC', kid: expect.any(String) });
  expect(resources('ledger', 'seed.json')).toHaveProperty('glMapping.accounts.AR');
  expect(resources('ledger', 'seed.json')).toHaveProperty('entities.0.functionalCurrency', 'USD');
  expect(resources('packet', 'seed.json')).toMatchObject({
    people: expect.arrayContaining([expect.objectContaining({ email: 'cfo-1@recoup.example' })]),
    rates: expect.arrayContaining([expect.objectContaining({ day: '2026-03-31' })]),
  });
});
