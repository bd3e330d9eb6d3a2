import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Host, startHost } from '../apps/embedded/src/host/start-host.ts';
import { announce, claimFolder, releaseFolder } from '../packages/local/src/lock-file.ts';

const root = join(import.meta.dirname, '..');

let folder: string;
let host: Host;

beforeAll(async () => {
  folder = await throwawayFolder('recoup-readme-');
  claimFolder(folder);
  host = await startHost({ dataDir: folder, port: 8_580, environment: {}, log: () => {} });
  announce(folder, host.shown.address);
});
afterAll(async () => {
  await host.stop();
  releaseFolder(folder);
  await rm(folder, { recursive: true, force: true });
});

it('brings a packet to submission by the very commands it shows', async () => {
  const section = readFileSync(join(root, 'README.md'), 'utf8').split('## One packet to submission')[1] ?? '';
  const commands = [...(section.split('\n## ')[0] ?? '').matchAll(/```sh\n([\s\S]*?)```/g)].map(
    ([, text]) => text,
  );
  const script = commands
    .join('\n')
    .replaceAll('http://127.0.0.1:8080', host.shown.address)
    .replaceAll('open-items.csv', join(folder, 'open-items.csv'))
    .replaceAll('collection-log.txt', join(folder, 'collection-log.txt'));

  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, RECOUP_DATA: folder },
  });

  expect(commands).toHaveLength(3);
  expect(stdout).toMatch(/^First packet {2}SUBMITTED, version 4$/m);
  expect(stdout).toMatch(/^ {2}route AGENT, DEPT_HEAD, VP_CLIENT_ACCOUNTING$/m);
  expect(stdout).toContain('"packetStatusCd":"SUBMITTED"');
}, 60_000);
