import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, hasEnded, processHolds } from '../process.ts';

const orderlyStopMs = 8_000;
const immediateStopMs = 3_000;

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the look and the signal, which is what was wanted.
  }
};

/** PostgreSQL's own order: fast shutdown (sessions are cut, everything is written), then immediate, then by force. */
const stop = async (pid: number, lives: () => boolean): Promise<void> => {
  signal(pid, 'SIGINT');
  if (await hasEnded(lives, orderlyStopMs)) return;
  signal(pid, 'SIGQUIT');
  if (await hasEnded(lives, immediateStopMs)) return;
  signal(pid, 'SIGKILL');
  await hasEnded(lives, immediateStopMs);
};

export const stopServer = async (server: ChildProcess): Promise<void> => {
  const { pid } = server;
  if (pid !== undefined) await stop(pid, () => server.exitCode === null && server.signalCode === null);
};

/**
 * Ends a server that an earlier, killed run left behind on this cluster, and removes its lock. After a restart of the machine the
 * number in the lock may be that of somebody else's process, so only one whose command names the cluster is stopped.
 */
export const stopLeftover = async (cluster: string, log: (line: string) => void): Promise<void> => {
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
  if (pid > 1 && commandOf(pid).includes(cluster)) {
    log(`PostgreSQL of an earlier run is still there (process ${pid}); stopping it first`);
    await stop(pid, () => processHolds(pid));
  }
  rmSync(lock, { force: true });
};
