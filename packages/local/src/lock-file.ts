import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { commandOf, processHolds } from './process.ts';

const Instance = z.object({
  pid: z.int().positive().optional(),
  /** What tells the process from another one that gets its number later. */
  command: z.string().optional(),
  address: z.string().optional(),
});

/** What a running host publishes about itself; without an address it is still starting, and without a number only just. */
export type Instance = z.infer<typeof Instance>;

const [instanceFile, lockFile] = ['instance.json', 'lock'];
/** What a claim leaves in a folder. */
export const claimFiles: readonly string[] = [instanceFile, lockFile];
const fileIn = (dataDir: string): string => join(dataDir, instanceFile);
const lockIn = (dataDir: string): string => join(dataDir, lockFile);

const busyCode = 5;
/** Long enough for somebody who only looks, too short for anybody to notice. */
const timeoutMs = 300;

const isBusy = (fault: unknown): boolean =>
  fault instanceof Error && 'errcode' in fault && fault.errcode === busyCode;

/** Kept, since a connection that nobody holds is closed, and its lock with it. */
const held = new Map<string, DatabaseSync>();

/**
 * The lock of an empty SQLite file, the only one that Node offers: the system ends it with the process, however that ends, and knows
 * of no number that another process may get. A socket in the folder would outlive a killed process, as a file with a number does, and
 * two starts could each remove the one it left.
 */
const lock = (dataDir: string): boolean => {
  const connection = new DatabaseSync(lockIn(dataDir), { timeout: timeoutMs });
  try {
    connection.exec('begin exclusive');
    held.set(dataDir, connection);
    return true;
  } catch (fault) {
    connection.close();
    if (isBusy(fault)) return false;
    throw fault;
  }
};

const isLocked = (dataDir: string): boolean => {
  if (!existsSync(lockIn(dataDir))) return false;
  const connection = new DatabaseSync(lockIn(dataDir), { readOnly: true, timeout: 0 });
  try {
    connection.exec('select 1 from sqlite_schema');
    return false;
  } catch (fault) {
    if (isBusy(fault)) return true;
    throw fault;
  } finally {
    connection.close();
  }
};

const written = (dataDir: string): Instance | undefined => {
  if (!existsSync(fileIn(dataDir))) return undefined;
  try {
    return Instance.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
};

/** Written whole or not at all, since others read it at any moment. */
const publish = (dataDir: string, instance: Instance): void => {
  const unfinished = `${fileIn(dataDir)}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(instance));
  renameSync(unfinished, fileIn(dataDir));
};

/** The host that runs on this data folder; what a killed one has left there does not count. */
export const runningInstance = (dataDir: string): Instance | undefined =>
  isLocked(dataDir) ? (written(dataDir) ?? {}) : undefined;

const ourselves = (): Instance => ({ pid: process.pid, command: commandOf(process.pid) });

/**
 * Whether the host that left this folder without releasing it still lives, as one that was killed does for a moment: it has its ports for
 * as long. To be asked for before the folder is claimed.
 */
export const formerHost = (dataDir: string): (() => boolean) => {
  const { pid = process.pid, command } = written(dataDir) ?? {};
  return () =>
    pid !== process.pid &&
    command !== undefined &&
    processHolds(pid) &&
    ['', command].includes(commandOf(pid));
};

/** Takes the folder for this process; answers the instance that has it already, or undefined when it is now ours. */
export const claimFolder = (dataDir: string): Instance | undefined => {
  if (!lock(dataDir)) return written(dataDir) ?? {};
  publish(dataDir, ourselves());
  return undefined;
};

export const announce = (dataDir: string, address: string): void =>
  publish(dataDir, { ...ourselves(), address });

export const releaseFolder = (dataDir: string): void => {
  const connection = held.get(dataDir);
  if (!connection) return;
  held.delete(dataDir);
  rmSync(fileIn(dataDir), { force: true });
  connection.close();
};
