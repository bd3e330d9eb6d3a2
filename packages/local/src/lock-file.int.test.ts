import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { announce, claimFolder, formerHost, releaseFolder, runningInstance } from './lock-file.ts';
import { commandOf } from './process.ts';

let dataDir = '';
const children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'recoup-instance-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  releaseFolder(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

const lockFile = new URL('./lock-file.ts', import.meta.url).href;

/** A process of its own that claims the folder and then stays, announced or not. */
const claimant = async (address?: string) => {
  const script = `
    const { announce, claimFolder } = await import('${lockFile}');
    const other = claimFolder(process.argv[1]);
    if (!other && process.argv[2]) announce(process.argv[1], process.argv[2]);
    console.log(other ? 'refused' : 'claimed');
    setInterval(() => undefined, 1_000);`;
  const args = ['--input-type=module', '-e', script, dataDir, ...(address ? [address] : [])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said).trim() };
};

it('gives a data folder to the first host and names it to the second', () => {
  expect(claimFolder(dataDir)).toBeUndefined();
  announce(dataDir, 'http://127.0.0.1:8080');

  expect(claimFolder(dataDir)).toMatchObject({ pid: process.pid, address: 'http://127.0.0.1:8080' });
  expect(runningInstance(dataDir)).toMatchObject({ address: 'http://127.0.0.1:8080' });
  releaseFolder(dataDir);
  expect(runningInstance(dataDir)).toBeUndefined();
});

it('names the host of another process, and forgets it the moment it is killed', async () => {
  const { child, said } = await claimant('http://127.0.0.1:8081');
  expect(said).toBe('claimed');
  expect(claimFolder(dataDir)).toMatchObject({ pid: child.pid, address: 'http://127.0.0.1:8081' });

  child.kill('SIGKILL');
  await once(child, 'exit');

  expect(runningInstance(dataDir)).toBeUndefined();
  expect(claimFolder(dataDir)).toBeUndefined();
  expect(runningInstance(dataDir)).toMatchObject({ pid: process.pid });
});

it.each([
  ['whose process is gone', JSON.stringify({ pid: 2 ** 22 - 7 })],
  ['whose number another process has now', JSON.stringify({ pid: 1 })],
  ['whose number is our own, as in a container that was started again', JSON.stringify({ pid: process.pid })],
  ['that was cut off while it was written', '{"pid":'],
])('takes the folder over from a killed host %s', (_, left) => {
  writeFileSync(join(dataDir, 'instance.json'), left);
  expect(runningInstance(dataDir)).toBeUndefined();

  expect(claimFolder(dataDir)).toBeUndefined();
  expect(runningInstance(dataDir)?.pid).toBe(process.pid);
});

it('knows whether a host that was killed still lives, by its number and its command', async () => {
  const killed = await claimant();
  killed.child.kill('SIGSTOP');
  const lives = formerHost(dataDir);
  expect(lives()).toBe(true);
  killed.child.kill('SIGKILL');
  await once(killed.child, 'exit');
  expect(lives()).toBe(false);
  for (const left of [
    { pid: 1 },
    { pid: 1, command: 'node main.ts' },
    { pid: process.pid, command: commandOf(process.pid) },
  ]) {
    writeFileSync(join(dataDir, 'instance.json'), JSON.stringify(left));
    expect(formerHost(dataDir)()).toBe(false);
  }
});

it('lets exactly one of many starts have what a killed host left', async () => {
  const killed = await claimant();
  killed.child.kill('SIGKILL');
  await once(killed.child, 'exit');

  const outcomes = await Promise.all(Array.from({ length: 6 }, () => claimant()));

  expect(outcomes.map(({ said }) => said).sort()).toEqual(['claimed', ...Array(5).fill('refused')]);
});
