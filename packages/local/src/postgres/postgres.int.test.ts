import { mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { processLives } from '../process.ts';
import { startLocalPostgres } from './postgres.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'recoup-local-'));
const port = 56_100;
const stops: (() => Promise<void>)[] = [];

const start = async () => {
  const server = await startLocalPostgres({ dataDir, port });
  stops.push(server.stop);
  return server;
};

const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const postmasterPid = () =>
  Number.parseInt(readFileSync(join(dataDir, 'cluster/postmaster.pid'), 'utf8'), 10);

const occupied = (taken: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(taken, '127.0.0.1', () => resolve(server));
  });

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it('keeps what was booked over a stop and a new start', async () => {
  const first = await start();
  await query(first.adminUrl, `create table booked as select 41250 as amount`);
  await first.stop();

  const second = await start();

  expect(await query(second.adminUrl, 'select amount from booked')).toEqual([{ amount: 41_250 }]);
});

it('speaks UTF-8, checks its pages and listens on loopback only', async () => {
  const { adminUrl } = await start();
  const [row] = await query(
    adminUrl,
    `select lower('ÄRGER') as lowered, current_setting('server_encoding') as encoding,
       current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses`,
  );
  expect(row).toEqual({ lowered: 'ärger', encoding: 'UTF8', checksums: 'on', addresses: '127.0.0.1' });
});

it('lets nobody else read the password of the superuser, and nobody in without it', async () => {
  const { adminUrl } = await start();
  expect(statSync(join(dataDir, 'superuser-password')).mode & 0o777).toBe(0o600);
  const wrong = new URL(adminUrl);
  wrong.password = 'guessed';
  await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
});

it('takes over from a server that a killed run left behind', async () => {
  const orphaned = await start();
  const pid = postmasterPid();
  await query(orphaned.adminUrl, `create table survived as select 1 as one`);

  const next = await start();

  expect(processLives(pid)).toBe(false);
  expect(await query(next.adminUrl, 'select one from survived')).toEqual([{ one: 1 }]);
});

it('recovers after the server itself was killed', async () => {
  const { adminUrl, stop } = await start();
  await query(adminUrl, `create table committed as select 1 as one`);
  process.kill(postmasterPid(), 'SIGKILL');
  await stop();

  const next = await start();

  expect(await query(next.adminUrl, 'select one from committed')).toEqual([{ one: 1 }]);
});

/** Kills the server that is there, and waits until another one has taken its place and serves. */
const killAndAwaitAnother = async (url: string) => {
  const pid = postmasterPid();
  process.kill(pid, 'SIGKILL');
  await expect
    .poll(async () => postmasterPid() !== pid && query(url, 'select 1 as one').catch(() => undefined), {
      timeout: 30_000,
    })
    .toEqual([{ one: 1 }]);
};

describe('a server whose loss somebody wants to be told', () => {
  const keep = async () => {
    const said: string[] = [];
    const lost: string[] = [];
    const server = await startLocalPostgres({
      ...{ dataDir, port },
      log: (line) => said.push(line),
      onLost: (reason) => lost.push(reason),
    });
    stops.push(server.stop);
    return { server, said, lost };
  };

  it('is there again at its port after it was killed, with all that was committed', async () => {
    const { server, said, lost } = await keep();
    await query(server.adminUrl, 'create table kept as select 1 as one');
    await killAndAwaitAnother(server.adminUrl);
    expect(await query(server.adminUrl, 'select one from kept')).toEqual([{ one: 1 }]);
    const again = ['PostgreSQL ended unexpectedly (killed). Starting it again.', 'PostgreSQL runs again.'];
    await expect.poll(() => said).toEqual(again);
    await killAndAwaitAnother(server.adminUrl);
    const pid = postmasterPid();
    await server.stop();
    expect(processLives(pid)).toBe(false);
    expect(lost).toEqual([]);
  });

  it('says so once it cannot be started again', async () => {
    const { lost } = await keep();
    const control = join(dataDir, 'cluster/global/pg_control');
    renameSync(control, `${control}.aside`);
    process.kill(postmasterPid(), 'SIGKILL');
    await expect.poll(() => lost, { timeout: 30_000 }).toEqual([expect.stringContaining('did not start')]);
    renameSync(`${control}.aside`, control);
  });
});

it('moves to the next port when the wished one is taken', async () => {
  const other = await occupied(port);
  try {
    const server = await start();
    expect(server.port).toBeGreaterThan(port);
  } finally {
    other.close();
  }
});

it('leaves no file behind when it was started to be thrown away', async () => {
  const thrownAway = mkdtempSync(join(tmpdir(), 'recoup-local-'));
  const server = await startLocalPostgres({ dataDir: thrownAway, keep: false, port });
  await server.stop();
  expect(statSync(thrownAway, { throwIfNoEntry: false })).toBeUndefined();
});
