import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressOf, aProgram } from '../installation/host-process.fixture.ts';

let folder = '';
const settings = () => ({ RECOUP_DATA: join(folder, 'data'), PORT: '10880' });
const recoup = async (...args: readonly string[]) => {
  const program = aProgram('cli/src/main.ts', args, settings());
  return { code: await program.ended, ...program.said };
};

beforeAll(async () => {
  folder = await throwawayFolder('recoup-upgrade-data-');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('refuses while the host runs, has nothing to do for its data, and says so where there are none', async () => {
  const none = await recoup('upgrade-data');
  expect([none.code, none.errors]).toEqual([1, `There are no data in ${settings().RECOUP_DATA}.\n`]);

  const host = aProgram('embedded/src/main.ts', [], settings());
  await addressOf(host);
  const running = await recoup('upgrade-data');
  host.child.kill('SIGTERM');
  await host.ended;
  expect([running.code, running.errors]).toEqual([
    1,
    `Recoup is running on ${settings().RECOUP_DATA}. Stop it first.\n`,
  ]);

  expect(await recoup('upgrade-data')).toMatchObject({
    code: 0,
    output: 'The data are of the PostgreSQL of this release already.\n',
  });
});

it('is what the host asks for when it finds data of an older PostgreSQL', async () => {
  const cluster = join(folder, 'data/postgres/cluster');
  renameSync(join(cluster, 'PG_VERSION'), join(cluster, 'PG_VERSION.real'));
  writeFileSync(join(cluster, 'PG_VERSION'), '14\n');

  const host = aProgram('embedded/src/main.ts', [], settings());

  expect(await host.ended).toBe(1);
  expect(host.said.errors).toContain(`The data in ${cluster} are of PostgreSQL 14, and this release has 18.`);
  expect(host.said.errors).toContain('npm run -s recoup -- upgrade-data');
  expect(existsSync(join(folder, 'data/instance.json'))).toBe(false);
});
