import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { provision, urlOfDatabase } from '@recoup/runtime/provision';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { throwawayFolder } from '../throwaway-folder.ts';
import { asDatabaseUser, databaseUser } from './database-user.ts';
import { startLocalPostgres } from './postgres.ts';
import { startServer } from './server.ts';
import { upgradeCluster } from './upgrade-cluster.ts';

const oldBin = process.env.OLD_POSTGRES_BIN ?? '/usr/lib/postgresql/15/bin';
const reason = existsSync(join(oldBin, 'postgres'))
  ? undefined
  : `There is no PostgreSQL 15 in ${oldBin}: install Debian's postgresql-15 or name one in OLD_POSTGRES_BIN`;
if (reason && process.env.CI === 'true') throw new Error(reason);
if (reason) console.log(`Upgrades are not tested. ${reason}.`);

const port = 56_300;
const user = databaseUser();
let folder = '';
let dataDir = '';
beforeEach(async () => {
  folder = await throwawayFolder('recoup-upgrade-');
  dataDir = join(folder, 'postgres');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const password = 'of-the-superuser';
const service = { user: 'recoup_ledger', password: 'runtime-ledger' };

/** The data folder that a release with an older PostgreSQL has left, with a service's rows in it. */
const oldData = async (): Promise<void> => {
  mkdirSync(dataDir, { mode: 0o700 });
  const file = join(dataDir, 'superuser-password');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [dataDir, file]) chownSync(path, user.uid, user.gid);
  const cluster = join(dataDir, 'cluster');
  execFileSync(
    join(oldBin, 'initdb'),
    ['-D', cluster, '-U', 'postgres', `--pwfile=${file}`, '--auth=scram-sha-256', '-E', 'UTF8', '--locale=C'],
    { ...asDatabaseUser(user), stdio: 'pipe' },
  );
  const logFile = join(dataDir, 'postgres.log');
  const postgres = join(oldBin, 'postgres');
  const server = await startServer({ postgres, cluster, password, logFile, user, durable: false, port });
  const roles = { ledger: { owner: 'owner-ledger', runtime: service.password } };
  await provision(server.adminUrl, 'recoup', roles, { bus: { access: [], retention: [] } });
  const owner = { user: 'recoup_ledger_owner', password: 'owner-ledger' };
  await query(
    urlOfDatabase(server.adminUrl, 'recoup', owner),
    `create table booked as select n as id, 'Ärger ' || n as text from generate_series(1, 1000) n`,
  );
  await server.stop();
};

describe.runIf(reason === undefined)('data of an older PostgreSQL', () => {
  it('are refused at the start, by both versions, and stay as they were', async () => {
    await oldData();

    await expect(startLocalPostgres({ dataDir, port })).rejects.toThrow(
      /are of PostgreSQL 15, and this release has 18\. Bring them to it with: npm run -s recoup -- upgrade-data/,
    );
    expect(readFileSync(join(dataDir, 'cluster/PG_VERSION'), 'utf8')).toBe('15\n');
  });

  it('are brought to the present one with roles, passwords and rights, and the old ones are kept', async () => {
    await oldData();

    const upgraded = await upgradeCluster({ dataDir, oldBin, log: () => undefined });

    expect(upgraded).toEqual({ from: '15', to: '18', kept: join(dataDir, 'cluster-15') });
    expect(readFileSync(join(dataDir, 'cluster-15/PG_VERSION'), 'utf8')).toBe('15\n');
    const server = await startLocalPostgres({ dataDir, port });
    try {
      const [sum] = await query(
        urlOfDatabase(server.adminUrl, 'recoup', service),
        'select count(*)::int as count, max(text) as last, current_schema() as schema from booked',
      );
      expect(sum).toEqual({ count: 1000, last: 'Ärger 999', schema: 'ledger' });
      expect(
        await query(server.adminUrl, `select current_setting('server_version_num')::int / 10000 as major`),
      ).toEqual([{ major: 18 }]);
    } finally {
      await server.stop();
    }
    expect(await upgradeCluster({ dataDir, oldBin, log: () => undefined })).toBeUndefined();
  });

  it('stay in their place when the copy breaks off, and can be copied again', async () => {
    await oldData();
    const broken = join(folder, 'broken-bin');
    mkdirSync(broken, { mode: 0o755 });
    for (const name of ['postgres', 'pg_dumpall', 'psql'])
      writeFileSync(join(broken, name), `#!/bin/sh\nexec ${join(oldBin, name)} "$@"\n`, { mode: 0o755 });
    writeFileSync(join(broken, 'pg_dump'), '#!/bin/sh\necho the disk is full >&2\nexit 1\n', { mode: 0o755 });

    await expect(upgradeCluster({ dataDir, oldBin: broken, log: () => undefined })).rejects.toThrow(
      'the disk is full',
    );
    expect(readFileSync(join(dataDir, 'cluster/PG_VERSION'), 'utf8')).toBe('15\n');

    expect(await upgradeCluster({ dataDir, oldBin, log: () => undefined })).toMatchObject({ to: '18' });
  });

  it('name the programs that are missing', async () => {
    await oldData();
    const nowhere = join(folder, 'nowhere');
    await expect(upgradeCluster({ dataDir, oldBin: nowhere, log: () => undefined })).rejects.toThrow(
      `postgres, pg_dumpall, pg_dump, psql not found in ${nowhere}. Install PostgreSQL 15`,
    );
  });
});

it('puts an upgraded cluster in its place that was cut off before', async () => {
  const first = await startLocalPostgres({ dataDir, port });
  await query(first.adminUrl, 'create table booked as select 41250 as amount');
  await first.stop();
  renameSync(join(dataDir, 'cluster'), join(dataDir, 'cluster.upgraded'));

  const second = await startLocalPostgres({ dataDir, port });

  expect(await query(second.adminUrl, 'select amount from booked')).toEqual([{ amount: 41_250 }]);
  await second.stop();
});

it('refuses data of a newer PostgreSQL', async () => {
  const server = await startLocalPostgres({ dataDir, port });
  await server.stop();
  writeFileSync(join(dataDir, 'cluster/PG_VERSION'), '99\n');

  await expect(startLocalPostgres({ dataDir, port })).rejects.toThrow('newer than the 18 of this release');
  await expect(upgradeCluster({ dataDir, log: () => undefined })).rejects.toThrow('newer than the 18');
});
