import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether a process of this id exists, ours or another user's. */
export const processLives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
};

/** The command line of a process, its arguments parted by a space; empty when there is no such process. */
export const commandOf = (pid: number): string => {
  if (!existsSync('/proc/self/cmdline'))
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\0', ' ').trim() : '';
};

/**
 * Whether a process of this number has its ports, as it has until it has ended. After that it may wait as a zombie for a parent that
 * never asks for it; and while it is ending it has no command line any more.
 */
export const processHolds = (pid: number): boolean => {
  if (!processLives(pid)) return false;
  const state = existsSync('/proc/self/stat') ? stateIn(`/proc/${pid}/stat`) : statOf(pid);
  return state !== '' && state !== 'Z' && state !== 'X';
};

/** The letter behind the name, which may have blanks and brackets of its own. */
const stateIn = (file: string): string => {
  try {
    const text = readFileSync(file, 'utf8');
    return text.charAt(text.lastIndexOf(')') + 2);
  } catch {
    return '';
  }
};

const statOf = (pid: number): string =>
  spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
    .stdout.trim()
    .charAt(0);

const stepMs = 25;

/** Waits until something lives no more, but no longer than so; answers whether it has ended. */
export const hasEnded = async (lives: () => boolean, withinMs: number): Promise<boolean> => {
  for (let waited = 0; lives() && waited < withinMs; waited += stepMs) await pause(stepMs);
  return !lives();
};
