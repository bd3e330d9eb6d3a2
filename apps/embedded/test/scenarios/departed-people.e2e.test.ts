import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { seededPeople } from '@recoup/simulators/sign-in/seeded-people';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressOf, aProgram } from '../installation/host-process.fixture.ts';

let folder = '';
let host: ReturnType<typeof aProgram>;
let address = '';

const start = async () => {
  host = aProgram('embedded/src/main.ts', [], { RECOUP_DATA: join(folder, 'data'), PORT: '10680' });
  address = await addressOf(host);
};
const stop = async () => {
  host?.child.kill('SIGTERM');
  await host?.ended;
};
const recoup = async (...args: readonly string[]) => {
  const program = aProgram('cli/src/main.ts', args, { RECOUP_ADDRESS: address });
  return { code: await program.ended, ...program.said };
};

beforeAll(async () => {
  folder = await throwawayFolder('recoup-departed-');
  await start();
});
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

it('starts when seeded people have left since, and keeps them out', async () => {
  const leaving = seededPeople.filter(({ login }) => login === 'agent-2' || login === 'operator-1');
  const rows = leaving.map(
    ({ email, displayName, login, role }) =>
      `${email},${displayName},false,${address}/oidc,${login},${role},,,,2000-01-01,,,`,
  );
  const file = join(folder, 'people.csv');
  writeFileSync(
    file,
    `email,display_name,active,issuer,subject,role,entity,department,client_id,valid_from,valid_until,exception_reason,exception_until\n${rows.join('\n')}`,
  );
  const id = /changes approve (\S+)/.exec((await recoup('people', 'import', file)).output)?.[1] ?? '';
  expect(await recoup('changes', 'approve', id)).toMatchObject({ code: 0 });
  await stop();

  await start();

  expect(host.said.output).not.toContain('Not every service');
  const refused = await recoup('packet', 'show', 'none', '--as', 'agent-2');
  expect(refused.errors).toContain('You are deactivated in Recoup.');
});
