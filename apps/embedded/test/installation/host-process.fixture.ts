import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const apps = resolve(import.meta.dirname, '../../..');

/** Runs a program of the project as its users do, and collects what it says. */
export const aProgram = (
  program:
    | 'cli/src/main.ts'
    | 'embedded/src/demo/main.ts'
    | 'embedded/src/main.ts'
    | 'embedded/src/setup/provision/main.ts'
    | 'embedded/src/start-kafka.ts',
  args: readonly string[],
  settings: Record<string, string>,
) => {
  const child = spawn(process.execPath, [resolve(apps, program), ...args], {
    env: { PATH: process.env.PATH ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { output: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    said.output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.errors += chunk;
  });
  const ended = once(child, 'close').then(([code]) => Number(code));
  return { child, said, ended };
};

/** The address that a starting host prints once it runs; throws with all it said when it ends before. */
export const addressOf = async ({
  child,
  said,
}: {
  child: ChildProcess;
  said: { output: string; errors: string };
}) => {
  for (let waited = 0; waited < 2_000; waited += 1) {
    const [, address] = /Recoup is running: (\S+)/.exec(said.output) ?? [];
    if (address) return address;
    if (child.exitCode !== null || child.signalCode !== null) break;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`The host did not start: ${said.output}${said.errors}`);
};
