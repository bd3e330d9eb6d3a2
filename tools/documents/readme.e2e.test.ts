import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

let folder: string;
let host: ChildProcess;
let said = '';
let other: Server;

/** What the README shows to type below a heading. */
const commandsBelow = (heading: string): readonly string[] => {
  const section = readme.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
};

/** As a newcomer has it: a folder with the repository, data of its own, and nothing else set. */
const surroundings = () => ({
  PATH: process.env.PATH ?? '',
  HOME: folder,
  RECOUP_DATA: join(folder, 'data'),
});

const typed = (script: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder, env: surroundings() });
    let output = '';
    for (const stream of [shell.stdout, shell.stderr])
      stream.on('data', (text) => {
        output += text;
      });
    shell.once('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(`${script}\n${output}`))));
  });

beforeAll(async () => {
  folder = await throwawayFolder('recoup-readme-');
  for (const name of readdirSync(root).filter((entry) => !['.git', '.recoup', 'scripts'].includes(entry)))
    symlinkSync(join(root, name), join(folder, name));
  // Copied, since what starts the commands does so in the folder above its own.
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
  // Whether or not this machine uses it already, 8080 is in use.
  other = createServer();
  await new Promise<void>((resolve) => {
    other.once('error', () => resolve());
    other.listen(8_080, '127.0.0.1', resolve);
  });
  host = spawn('npm', ['start'], { cwd: folder, env: surroundings(), detached: true });
  host.stdout?.on('data', (text) => {
    said += text;
  });
  await eventually(() => expect(said).toContain('Recoup is running'), 120_000);
}, 130_000);
afterAll(async () => {
  const ended = new Promise((resolve) => host.once('exit', resolve));
  if (host.pid !== undefined) process.kill(-host.pid, 'SIGTERM');
  await ended;
  other.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

it('brings a packet from a file to its write-off and recovery by the very commands it shows, beside a taken port', async () => {
  expect(commandsBelow('Run it')[0]).toMatch(/^npm start /);
  expect(said).toMatch(/8080 is in use/);

  const blocks = commandsBelow('A loss written off and recovered, in five minutes');
  const answers: string[] = [];
  for (const block of blocks) answers.push(await typed(block));
  const [imported, submitted, approved, recovered, asked] = answers;

  expect(blocks).toHaveLength(5);
  expect(imported).toMatch(/^Imported [\w-]{36}: 400 rows, 400 new/m);
  expect(submitted).toMatch(/^First packet {2}SUBMITTED, version 4$/m);
  expect(submitted).toMatch(/^ {2}route AGENT, DEPT_HEAD, VP_CLIENT_ACCOUNTING$/m);
  expect(approved).toMatch(/^First packet {2}COMPLETE, version \d+$/m);
  expect(approved).toMatch(/^ {2}receipt \d{4}-000001$/m);
  expect(approved).toMatch(/^ {2}general ledger POSTED$/m);
  expect(recovered).toMatch(/^First packet {2}RECOVERED, /m);
  expect(recovered).toMatch(/^ {2}recovered [\d-]{10}, asked for by .* on [\d-]{10}: Paid in full by wire$/m);
  expect(recovered).toMatch(/^verified: \d+ entries/m);
  expect(asked).toContain('"packetStatusCd":"RECOVERED"');
}, 120_000);
