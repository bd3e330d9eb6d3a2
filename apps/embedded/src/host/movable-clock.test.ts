import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { movableClock } from './movable-clock.ts';

let folder: string;
let server: Server;
let address: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-clock-'));
  server = createServer(movableClock(join(folder, 'clock')).mount.listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : bound}`;
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const moveTo = (to: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ to }),
  });
const dayAhead = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1_000).toISOString();

it('is put ahead, for whoever reads its file too', async () => {
  expect((await moveTo(dayAhead(5))).status).toBe(200);

  const { now } = movableClock(join(folder, 'clock'));
  expect(now().toISOString().slice(0, 10)).toBe(dayAhead(5).slice(0, 10));
});

it('is never put back, and stays where it was when it is asked wrongly', async () => {
  await moveTo(dayAhead(5));

  expect((await moveTo(dayAhead(4))).status).toBe(409);
  expect((await moveTo(dayAhead(-1))).status).toBe(409);
  expect((await moveTo('tomorrow')).status).toBe(400);
  expect((await moveTo(undefined)).status).toBe(400);

  expect(await (await fetch(address)).json()).toEqual({
    now: expect.stringContaining(dayAhead(5).slice(0, 10)),
  });
});

it('is put ahead by two years at most, so that no date of a service overflows', async () => {
  expect((await moveTo('9999-12-31T23:59:59Z')).status).toBe(409);
  expect((await moveTo(dayAhead(3 * 366))).status).toBe(409);
  expect(await (await fetch(address)).json()).toEqual({
    now: expect.stringContaining(dayAhead(0).slice(0, 10)),
  });
});

it('is not moved by a page of another site, nor by anything but a small JSON in a POST', async () => {
  expect((await moveTo(dayAhead(5), { origin: 'http://evil.example' })).status).toBe(415);
  expect((await moveTo(dayAhead(5), { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await moveTo('x'.repeat(5_000))).status).toBe(400);
  expect((await fetch(address, { method: 'PUT' })).status).toBe(405);
  expect(await (await fetch(address)).json()).toEqual({
    now: expect.stringContaining(dayAhead(0).slice(0, 10)),
  });
});
