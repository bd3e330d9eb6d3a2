import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { commandOf, processLives } from './process.ts';

const Instance = z.object({ pid: z.int().positive(), command: z.string(), address: z.string().optional() });

/** What a running host publishes about itself; without an address it is still starting. */
export type Instance = z.infer<typeof Instance>;

const fileIn = (dataDir: string): string => join(dataDir, 'instance.json');

const written = (dataDir: string): Instance | undefined => {
  if (!existsSync(fileIn(dataDir))) return undefined;
  try {
    return Instance.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
};

/** The host that runs on this data folder. A file left by a killed one does not count, nor a process that has got its number since. */
export const runningInstance = (dataDir: string): Instance | undefined => {
  const instance = written(dataDir);
  const runs = instance && processLives(instance.pid) && commandOf(instance.pid) === instance.command;
  return runs ? instance : undefined;
};

const claim = (dataDir: string, content: string): boolean => {
  try {
    writeFileSync(fileIn(dataDir), content, { flag: 'wx' });
    return true;
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EEXIST') return false;
    throw fault;
  }
};

/** Takes the folder for this process; answers the instance that has it already, or undefined when it is now ours. */
export const claimFolder = (dataDir: string): Instance | undefined => {
  const content = JSON.stringify({ pid: process.pid, command: commandOf(process.pid) });
  if (claim(dataDir, content)) return undefined;
  const other = runningInstance(dataDir);
  if (other) return other;
  rmSync(fileIn(dataDir), { force: true });
  return claim(dataDir, content) ? undefined : written(dataDir);
};

/** Says where this instance answers; written whole or not at all, since others read it at any moment. */
export const announce = (dataDir: string, address: string): void => {
  const unfinished = `${fileIn(dataDir)}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify({ pid: process.pid, command: commandOf(process.pid), address }));
  renameSync(unfinished, fileIn(dataDir));
};

export const releaseFolder = (dataDir: string): void => {
  if (written(dataDir)?.pid === process.pid) rmSync(fileIn(dataDir), { force: true });
};
