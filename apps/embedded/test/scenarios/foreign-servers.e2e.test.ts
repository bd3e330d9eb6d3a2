import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { type LocalPostgres, startLocalPostgres } from '@recoup/local/postgres/postgres';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { urlOfDatabase } from '@recoup/runtime/provision';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { hostedServices } from '../../src/host/hosted-services.ts';
import { addressOf, aProgram } from '../installation/host-process.fixture.ts';

let folder: string;
let server: LocalPostgres;
const running: ReturnType<typeof aProgram>[] = [];

beforeAll(async () => {
  folder = await throwawayFolder('recoup-foreign-');
  server = await startLocalPostgres({ dataDir: join(folder, 'server'), keep: false, port: 55_700 });
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGTERM');
    await ended;
  }
  await clean();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const asks = async <Row extends pg.QueryResultRow>(
  url: string,
  question: string,
): Promise<readonly Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(question)).rows;
  } finally {
    await client.end();
  }
};
const roles = () =>
  asks(server.adminUrl, `select rolname, rolpassword from pg_authid where rolname ~ '^recoup' order by 1`);
const databases = async () =>
  (await asks<{ name: string }>(server.adminUrl, 'select datname as name from pg_database order by 1')).map(
    ({ name }) => name,
  );
const clean = async () => {
  for (const name of await databases())
    if (name.startsWith('recoup')) await asks(server.adminUrl, `drop database ${name} with (force)`);
  for (const { name } of await asks<{ name: string }>(
    server.adminUrl,
    `select rolname as name from pg_roles where rolname ~ '^recoup'`,
  ))
    await asks(server.adminUrl, `drop role ${name}`);
};

const host = (data: string, settings: Record<string, string> = {}) => {
  const dataDir = join(folder, data);
  mkdirSync(dataDir, { recursive: true });
  const program = aProgram('embedded/src/main.ts', [], {
    RECOUP_DATA: dataDir,
    PORT: '10480',
    ADMIN_DATABASE_URL: server.adminUrl,
    ...settings,
  });
  running.push(program);
  return program;
};
const refused = async (program: ReturnType<typeof aProgram>) => {
  expect(await program.ended).toBe(1);
  return program.said.errors;
};

it('takes no installation that npm run provision made, and leaves its passwords as they are', async () => {
  const passwords = Object.fromEntries(
    hostedServices.flatMap(({ schema }) => [
      [`${schema.toUpperCase()}_OWNER_PASSWORD`, `owner-${schema}`],
      [`${schema.toUpperCase()}_PASSWORD`, `runtime-${schema}`],
    ]),
  );
  const settings = { ADMIN_DATABASE_URL: server.adminUrl, ...passwords };
  expect(await aProgram('embedded/src/setup/provision/main.ts', [], settings).ended).toBe(0);
  const before = await roles();

  const errors = await refused(host('beside-provisioned'));

  expect(errors).toContain('The role recoup_bus on 127.0.0.1 belongs to another installation');
  expect(errors).toContain('the database recoup_embedded cannot be used here. Nothing was changed.');
  expect(await roles()).toEqual(before);
  expect(await databases()).not.toContain('recoup_embedded');
  const service = { user: 'recoup_ledger', password: 'runtime-ledger' };
  expect(await asks(urlOfDatabase(server.adminUrl, 'recoup', service), 'select 1 as one')).toEqual([
    { one: 1 },
  ]);
});

it('comes back to the database it marked, which neither another host nor npm run provision takes', async () => {
  await addressOf(host('first'));
  expect(await databases()).toContain('recoup_embedded');
  expect(await databases()).not.toContain('recoup');
  running[0]?.child.kill('SIGTERM');
  await running[0]?.ended;
  const before = await roles();

  const id = readFileSync(join(folder, 'first/id'), 'utf8').trim();
  const errors = await refused(host('second'));
  expect(errors).toContain(
    `The database recoup_embedded on 127.0.0.1 belongs to an embedded host ("recoup embedded ${id}")`,
  );
  const settings = {
    ADMIN_DATABASE_URL: server.adminUrl,
    NOTIFIER_OWNER_PASSWORD: 'a',
    NOTIFIER_PASSWORD: 'b',
  };
  const provisioning = aProgram('embedded/src/setup/provision/main.ts', ['notifier'], settings);
  expect(await refused(provisioning)).toContain(
    `The role recoup_bus on 127.0.0.1 belongs to an embedded host`,
  );
  expect(await roles()).toEqual(before);

  await addressOf(host('first'));
});

it('takes an empty database of that name, as a start that was cut off leaves it, and none with something in it', async () => {
  await asks(server.adminUrl, 'create database recoup_embedded');
  const url = urlOfDatabase(server.adminUrl, 'recoup_embedded');
  await asks(url, 'create table booked (amount bigint)');
  expect(await refused(host('third'))).toContain(
    'The database recoup_embedded on 127.0.0.1 belongs to another installation',
  );

  await asks(url, 'drop table booked');
  await addressOf(host('third'));
});

/** Every setting of a service, every one of the host, and what sends the command line elsewhere. */
const everySetting = [
  ...readFileSync(resolve(import.meta.dirname, '../../../../docs/settings/README.md'), 'utf8').matchAll(
    /^\| `([A-Z_]+)` \|/gm,
  ),
].map(([, name = '']) => name);
const ofTheHost = [
  'ADMIN_DATABASE_URL',
  'RECOUP_DATA',
  'RECOUP_ADDRESS',
  'RECOUP_TOKEN',
  'PROCESSES',
  'SCORERS',
  'MOVABLE_CLOCK',
  'KAFKA_IMAGE',
  'KAFKA_REPLICATION',
];

it('plays the demo on an installation of its own, whatever the settings of the caller name', async () => {
  let calls = 0;
  const real = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((listening) => real.listen(0, '127.0.0.1', listening));
  const address = real.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const named = Object.fromEntries(
    [...everySetting, ...ofTheHost].map((name) => [name, `postgres://boss:secret@127.0.0.1:${port}/recoup`]),
  );
  const files = { RECOUP_DATA: join(folder, 'real'), FILES_DIR: join(folder, 'real-files') };

  const demo = aProgram('embedded/src/demo/main.ts', ['--rows', '200'], {
    ...named,
    ...files,
    KAFKA_BROKERS: `127.0.0.1:${port}`,
    BUS: 'kafka',
    LOG_LEVEL: 'error',
  });
  const code = await demo.ended;
  real.close();

  expect(everySetting.length).toBeGreaterThan(40);
  expect([code, demo.said.errors]).toEqual([0, '']);
  expect(demo.said.output).toMatch(/The end: .+ is written off, .+ recovered/);
  expect(calls).toBe(0);
  expect(Object.values(files).filter((file) => existsSync(file))).toEqual([]);
}, 120_000);
