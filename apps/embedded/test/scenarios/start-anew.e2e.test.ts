import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressOf, aProgram } from '../installation/host-process.fixture.ts';

let folder = '';
const settings = () => ({ RECOUP_DATA: join(folder, 'data'), PORT: '10980' });
const host = (...args: readonly string[]) => aProgram('embedded/src/main.ts', args, settings());
const keptBeside = () => readdirSync(folder).filter((name) => name.startsWith('data-kept-'));

beforeAll(async () => {
  folder = await throwawayFolder('recoup-start-anew-');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Makes of a running installation one of an earlier release, as far as a start can tell. */
const makeEarlier = async (output: string): Promise<void> => {
  const [, port] = /PostgreSQL +127[.]0[.]0[.]1:(\d+)/.exec(output) ?? [];
  const password = readFileSync(join(settings().RECOUP_DATA, 'postgres/superuser-password'), 'utf8').trim();
  const admin = new pg.Client(`postgres://postgres:${password}@127.0.0.1:${port}/recoup`);
  await admin.connect();
  await admin.query('alter table bus.event owner to postgres');
  await admin.end();
};

it('refuses the data of an earlier release with the way on, and keeps them beside when it is taken', async () => {
  const first = host();
  await addressOf(first);
  await makeEarlier(first.said.output);
  first.child.kill('SIGTERM');
  await first.ended;

  const refused = host();
  expect(await refused.ended).toBe(1);
  expect(refused.said.errors).toContain('was built by an earlier release');
  expect(refused.said.errors).toContain(
    `To keep the data of ${settings().RECOUP_DATA} beside it and begin with none, start with --start-anew.`,
  );
  expect(keptBeside()).toEqual([]);

  const anew = host('--start-anew');
  await addressOf(anew);
  const [kept = ''] = keptBeside();
  expect(anew.said.output).toContain(`are kept in ${join(folder, kept)}.`);
  expect(existsSync(join(folder, kept, 'postgres/cluster/PG_VERSION'))).toBe(true);
  anew.child.kill('SIGTERM');
  await anew.ended;
});
