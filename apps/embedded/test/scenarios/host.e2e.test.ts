import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOf } from '@recoup/local/process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hostedServices } from '../../src/host/hosted-services.ts';
import { addressOf, aProgram } from '../installation/host-process.fixture.ts';

let dataDir = '';
const settings = () => ({ RECOUP_DATA: dataDir, PORT: '10280' });
const started: ReturnType<typeof aProgram>[] = [];

const start = () => {
  const host = aProgram('embedded/src/main.ts', [], settings());
  started.push(host);
  return host;
};
const token = (...args: string[]) => aProgram('cli/src/main.ts', ['token', ...args], settings());
const postmaster = () =>
  Number.parseInt(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8'), 10);
/** Not by its number alone: a process that has ended may wait for a parent that never asks for it. */
const lives = (pid: number) => commandOf(pid) !== '';

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'recoup-host-'));
});
const stopAll = async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGTERM');
    await ended;
  }
};
afterEach(stopAll);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it('answers at the address it prints, with a start page, mail and sign-in', async () => {
  const host = start();
  const address = await addressOf(host);

  expect(await (await fetch(address)).text()).toContain('Recoup is running');
  expect((await fetch(`${address}/mail.json`)).status).toBe(200);
  expect(await (await fetch(`${address}/oidc/.well-known/openid-configuration`)).json()).toMatchObject({
    issuer: `${address}/oidc`,
  });
});

it('serves every service below its prefix, each with its API document, to signed-in people only', async () => {
  const address = await addressOf(start());
  for (const { schema } of hostedServices) {
    const document = await (await fetch(`${address}/api/${schema}/openapi.json`)).json();
    expect(document).toMatchObject({ openapi: '3.1.0' });
    expect((await fetch(`${address}/api/${schema}/v1/anything`)).status).toBeGreaterThanOrEqual(400);
  }
});

it('says that its port is in use, and comes back to the one it took instead', async () => {
  const [, wished = ''] = /:(\d+)$/.exec(await addressOf(start())) ?? [];
  await stopAll();
  const other = createServer().listen(Number(wished), '127.0.0.1');
  await once(other, 'listening');

  const moved = start();
  const address = await addressOf(moved);
  expect(moved.said.output).toContain(`${wished} is in use, took ${address.split(':').at(-1)}`);
  expect(await (await fetch(`${address}/journals`)).text()).toContain('Journals of the general ledger');
  await stopAll();
  other.close();

  expect(await addressOf(start())).toBe(address);
});

it('prints a token and nothing else, refuses a stranger, and explains its use', async () => {
  await addressOf(start());

  const agent = token('agent-1');
  expect(await agent.ended).toBe(0);
  expect(agent.said.output).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);

  const stranger = token('nobody-1');
  expect([await stranger.ended, stranger.said.output]).toEqual([1, '']);
  expect(stranger.said.errors).toContain('no seeded person is called nobody-1');

  expect(await token().ended).toBe(2);
});

it('takes no arguments, and says where its settings are', async () => {
  const mistaken = aProgram('embedded/src/main.ts', ['--data-dir', dataDir], {});
  expect(await mistaken.ended).toBe(2);
  expect(mistaken.said.errors).toContain("Unknown option '--data-dir'");
  expect(mistaken.said.errors).toContain('RECOUP_DATA');
});

it('says that nothing runs when nothing runs', async () => {
  const asked = token('agent-1');
  expect([await asked.ended, asked.said.output]).toEqual([1, '']);
  expect(asked.said.errors).toContain('npm start');
});

it('does not start twice on one data folder, and says where the first one answers', async () => {
  const address = await addressOf(start());
  const second = start();

  expect(await second.ended).toBe(1);
  expect(second.said.output).toContain(`already running on ${dataDir}`);
  expect(second.said.output).toContain(address);
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'stops in order on %s and leaves no process',
  async (signal) => {
    const host = start();
    await addressOf(host);
    const database = postmaster();

    host.child.kill(signal);

    expect(await host.ended).toBe(0);
    expect(lives(database)).toBe(false);
    expect(existsSync(join(dataDir, 'instance.json'))).toBe(false);
  },
);

it('starts again after it was killed, and ends the database that was left', async () => {
  const killed = start();
  await addressOf(killed);
  const left = postmaster();
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(lives(left)).toBe(true);

  const host = start();

  await addressOf(host);
  expect(lives(left)).toBe(false);
});

describe('a host whose PostgreSQL is killed', () => {
  it('starts it again, and goes on serving', async () => {
    const host = start();
    const address = await addressOf(host);
    const killed = postmaster();
    process.kill(killed, 'SIGKILL');
    await expect
      .poll(() => host.said.output, { timeout: 30_000 })
      .toMatch(/PostgreSQL ended unexpectedly \(killed\)[\s\S]*PostgreSQL runs again/);
    expect(postmaster()).not.toBe(killed);
    const agent = token('agent-1');
    await agent.ended;
    const headers = { authorization: `Bearer ${agent.said.output.trim()}` };
    await expect
      .poll(async () => (await fetch(`${address}/api/packet/v1/packets`, { headers })).status, {
        timeout: 60_000,
      })
      .toBe(200);
  });

  it('says so and ends with 1 where it cannot be started again', async () => {
    const host = start();
    await addressOf(host);
    const control = join(dataDir, 'postgres/cluster/global/pg_control');
    renameSync(control, `${control}.aside`);
    process.kill(postmaster(), 'SIGKILL');
    expect(await host.ended).toBe(1);
    expect(host.said.errors).toMatch(/PostgreSQL did not start[\s\S]*cannot go on without PostgreSQL/);
    expect(existsSync(join(dataDir, 'instance.json'))).toBe(false);
    renameSync(`${control}.aside`, control);
  });
});

it('waits for the port of a host that was killed and is not gone yet, instead of taking another one', async () => {
  const file = join(dataDir, 'instance.json');
  const address = await addressOf(start());
  await stopAll();
  // It has the port until the next host has claimed the folder, and for a moment after that.
  const dying = `
    const { existsSync, readFileSync } = require('node:fs');
    const isOurs = () => !existsSync(process.argv[1]) || JSON.parse(readFileSync(process.argv[1], 'utf8')).pid === process.pid;
    require('node:net').createServer().listen(Number(process.argv[2]), '127.0.0.1', () => {
      console.log('listening');
      setInterval(() => isOurs() || setTimeout(() => process.exit(), 1_000), 20);
    });`;
  const former = spawn(process.execPath, ['-e', dying, file, new URL(address).port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(former.stdout, 'data');
  writeFileSync(`${file}.whole`, JSON.stringify({ pid: former.pid, command: commandOf(former.pid ?? 0) }));
  renameSync(`${file}.whole`, file);
  const host = start();
  expect(await addressOf(host)).toBe(address);
});

it('ends the services of a host that was killed, though one of them could not end', async () => {
  const each = () => {
    const host = aProgram('embedded/src/main.ts', [], { ...settings(), PROCESSES: 'each', SCORERS: '0' });
    started.push(host);
    return host;
  };
  const ports = (output: string) => output.match(/\/v1 and http:\/\/127\.0\.0\.1:\d+/g);
  const killed = each();
  await addressOf(killed);
  const frozen = Number.parseInt(readFileSync(join(dataDir, 'ledger/service.pid'), 'utf8'), 10);
  process.kill(frozen, 'SIGSTOP');
  killed.child.kill('SIGKILL');
  await killed.ended;
  const host = each();
  await addressOf(host);
  expect(lives(frozen)).toBe(false);
  expect(ports(host.said.output)).toHaveLength(hostedServices.length);
});

it('stops on a signal while it still starts', async () => {
  const host = start();
  await expect.poll(() => existsSync(join(dataDir, 'instance.json')), { timeout: 10_000 }).toBe(true);
  await new Promise((wake) => setTimeout(wake, 100));

  host.child.kill('SIGTERM');

  expect(await host.ended).toBe(0);
  expect(existsSync(join(dataDir, 'postgres/cluster/postmaster.pid'))).toBe(false);
});
