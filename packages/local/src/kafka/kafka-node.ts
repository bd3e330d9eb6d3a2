import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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
import { commandOf, hasEnded, processHolds } from '../process.ts';
import { type LocalKafkaSasl, type NodePorts, nodeSettings, userArguments } from './kafka-settings.ts';

export type NodeOptions = {
  readonly ports: NodePorts;
  readonly cluster: readonly NodePorts[];
  readonly clusterId: string;
  readonly classPath: string;
  readonly folder: string;
  readonly sasl: LocalKafkaSasl | undefined;
};

/** A running node. `stop` lets it hand over and write; `kill` is a loss of power. */
export type KafkaNode = { readonly stop: () => Promise<void>; readonly kill: () => Promise<void> };

const startWithinMs = 60_000;
const orderlyStopMs = 15_000;
const logBytesMax = 20_000_000;
const started = 'Kafka Server started';
const heap = ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:+ExitOnOutOfMemoryError'];
const logging = [
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
];
const announcing = [...logging, '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info'];

const pathsIn = (folder: string) => ({
  settings: join(folder, 'server.properties'),
  data: join(folder, 'data'),
  pid: join(folder, 'kafka.pid'),
  log: join(folder, 'kafka.log'),
});

const format = ({ clusterId, classPath, folder, sasl }: NodeOptions): void => {
  const { settings, data } = pathsIn(folder);
  if (existsSync(join(data, 'meta.properties'))) return;
  // An id may begin with a hyphen, which the tool would take for another option.
  const id = `--cluster-id=${clusterId}`;
  const args = ['format', '--ignore-formatted', id, '-c', settings, ...userArguments(sasl)];
  const made = spawnSync(
    'java',
    [...heap, ...logging, '-cp', classPath, 'kafka.tools.StorageTool', ...args],
    {
      encoding: 'utf8',
    },
  );
  if (made.status !== 0)
    throw new Error(`The folder of Kafka could not be made:\n${made.stdout}${made.stderr}`.trim());
};

const logSince = (file: string, from: number): string =>
  existsSync(file) ? readFileSync(file).subarray(from).toString() : '';

const ended = (node: ChildProcess): boolean => node.exitCode !== null || node.signalCode !== null;

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the look and the signal, which is what was wanted.
  }
};

const endProcess = async (pid: number, lives: () => boolean, orderly: boolean): Promise<void> => {
  if (orderly) {
    signal(pid, 'SIGTERM');
    if (await hasEnded(lives, orderlyStopMs)) return;
  }
  signal(pid, 'SIGKILL');
  await hasEnded(lives, orderlyStopMs);
};

/** A killed run leaves its node behind; only a process whose command names this very folder is it. */
const stopLeftover = async (folder: string): Promise<void> => {
  const { pid: file, settings } = pathsIn(folder);
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (pid > 1 && commandOf(pid).includes(settings)) await endProcess(pid, () => processHolds(pid), false);
  rmSync(file, { force: true });
};

/** Detached, so that Ctrl-C in a terminal reaches only us and the broker is stopped last, in order. */
const spawnNode = ({ classPath, folder }: NodeOptions): ChildProcess => {
  const { settings, log, pid } = pathsIn(folder);
  if (existsSync(log) && statSync(log).size > logBytesMax) renameSync(log, `${log}.1`);
  const out = openSync(log, 'a', 0o600);
  const node = spawn('java', [...heap, ...announcing, '-cp', classPath, 'kafka.Kafka', settings], {
    detached: true,
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  node.once('error', () => undefined);
  if (node.pid !== undefined) writeFileSync(pid, `${node.pid}\n`);
  return node;
};

/** Starts one node and answers when it serves. Throws with the last lines of its log. */
export const startNode = async (options: NodeOptions): Promise<KafkaNode> => {
  const { ports, cluster, folder, sasl } = options;
  const { settings, data, pid: pidFile, log } = pathsIn(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await stopLeftover(folder);
  writeFileSync(settings, nodeSettings(ports, cluster, data, sasl), { mode: 0o600 });
  format(options);

  const logFrom = existsSync(log) ? statSync(log).size : 0;
  const node = spawnNode(options);
  const killWithUs = () => node.kill('SIGKILL');
  process.once('exit', killWithUs);
  const end = async (orderly: boolean) => {
    if (node.pid !== undefined) await endProcess(node.pid, () => !ended(node), orderly);
    process.off('exit', killWithUs);
    rmSync(pidFile, { force: true });
  };
  const deadline = performance.now() + startWithinMs;
  while (!logSince(log, logFrom).includes(started)) {
    if (ended(node) || performance.now() > deadline) {
      await end(false);
      const tail = logSince(log, logFrom).trimEnd().split('\n').slice(-15).join('\n');
      throw new Error(`Kafka did not start in ${folder}. The end of its log:\n${tail}`);
    }
    await pause(50);
  }
  return { stop: () => end(true), kill: () => end(false) };
};
