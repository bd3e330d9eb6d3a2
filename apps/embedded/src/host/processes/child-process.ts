import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, hasEnded, processHolds } from '@recoup/local/process';
import { readyMessage, stopDeadlineMs } from '@recoup/runtime/process/shutdown';

/** A program of a service and where it keeps its things; its output goes to `service.log` in the folder. */
export type ServiceProgram = {
  readonly name: string;
  readonly file: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
};

export type ServiceProcess = {
  readonly pid: number;
  /** Resolves with true when it says so. */
  readonly runs: Promise<true>;
  /** Resolves with its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

/** Longer than a service gives itself: whoever is killed while it stops cuts off an import. */
export const serviceStopsWithinMs = stopDeadlineMs + 5_000;
const killedWithinMs = 15_000;
const runsWithinMs = 60_000;
const logBytesMax = 10_000_000;

const filesIn = (folder: string) => ({ log: join(folder, 'service.log'), pid: join(folder, 'service.pid') });

/** The last lines of what a program has said. */
export const lastLogLines = ({ folder }: ServiceProgram): string => {
  const { log } = filesIn(folder);
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';
};

/**
 * A host that was killed leaves its services behind. The folder on the command line distinguishes them from those of another host;
 * one that is ending has no command line any more, and still its port.
 */
export const endLeftover = async (folder: string): Promise<void> => {
  const { pid: file } = filesIn(folder);
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  const isOurs = () => commandOf(pid) === '' || commandOf(pid).endsWith(folder);
  if (pid > 1 && isOurs()) {
    if (commandOf(pid) !== '') endAtOnce(pid);
    await hasEnded(() => processHolds(pid) && isOurs(), killedWithinMs);
  }
  rmSync(file, { force: true });
};

const endAtOnce = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (fault) {
    // It ended in the meantime.
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH')) throw fault;
  }
};

/** With which options of Node services run; deploy/Dockerfile has the same and says why. */
export const nodeOptions = ['--disable-warning=TimeoutNegativeWarning', '--max-semi-space-size=4'];

/**
 * Detached, so that Ctrl-C in a terminal reaches only the host, which stops its services in order. By the
 * channel a service says that it runs; when it closes because the host was killed, the service stops by itself.
 */
const spawnProgram = (
  { file, folder, environment }: ServiceProgram,
  args: readonly string[],
): ChildProcess => {
  const { log, pid } = filesIn(folder);
  if (existsSync(log) && statSync(log).size > logBytesMax) renameSync(log, `${log}.1`);
  const out = openSync(log, 'a', 0o600);
  const child = spawn(process.execPath, [...nodeOptions, file, ...args, folder], {
    detached: true,
    stdio: ['ignore', out, out, 'ipc'],
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  closeSync(out);
  if (child.pid !== undefined) writeFileSync(pid, `${child.pid}\n`);
  return child;
};

/** Starts a program without waiting until it serves. */
export const startProgram = async (
  program: ServiceProgram,
  args: readonly string[] = [],
): Promise<ServiceProcess> => {
  const { name, folder } = program;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await endLeftover(folder);
  const child = spawnProgram(program, args);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} could not be started`);
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      process.off('exit', killWithUs);
      rmSync(filesIn(folder).pid, { force: true });
      resolve(code);
    });
  });
  const saysIt = new Promise<true>((resolve) => {
    child.on('message', (said) => said === readyMessage && resolve(true));
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const killTimer = setTimeout(() => child.kill('SIGKILL'), serviceStopsWithinMs);
    await ended;
    clearTimeout(killTimer);
  };
  return { pid, runs: saysIt, ended, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
};

/**
 * Waits until a started service says that it runs. Its health is not asked: another process may answer on a port it failed to get.
 * Throws with its last log lines when it ends or stays silent.
 */
export const untilRunning = async (program: ServiceProgram, process: ServiceProcess): Promise<void> => {
  const silent = pause(runsWithinMs, false, { ref: false });
  const over = process.ended.then(() => false);
  if (await Promise.race([process.runs, over, silent])) return;
  throw new Error(`${program.name} did not start. The end of its log:\n${lastLogLines(program)}`);
};
