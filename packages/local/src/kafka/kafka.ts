import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onFreePorts } from '../free-port.ts';
import { kafkaClassPath, kafkaObstacle } from './kafka-jars.ts';
import { type KafkaNode, startNode } from './kafka-node.ts';
import type { LocalKafkaSasl, NodePorts } from './kafka-settings.ts';

export type LocalKafkaOptions = {
  /** Holds the logs of every node; made when it is not there. */
  readonly dataDir: string;
  /** One for most uses; three to lose one of them. Default one. */
  readonly nodes?: 1 | 3;
  readonly log?: (line: string) => void;
  /** False: a throwaway cluster that is killed, and whose folder goes, when it stops. Default true. */
  readonly keep?: boolean;
  /** The wished port; the next free ones are taken when it is in use. */
  readonly port?: number;
  /** Users who must sign in; without it everybody on this machine may do everything. Fixed by the first start. */
  readonly sasl?: LocalKafkaSasl;
};

export type LocalKafka = {
  readonly brokers: readonly string[];
  readonly stop: () => Promise<void>;
  /** Kills one node, counted from 0, as a loss of power would. */
  readonly kill: (node: number) => Promise<void>;
  /** Starts a killed node again, at its old address. */
  readonly restart: (node: number) => Promise<void>;
};

/** 16 bytes in base64url, as Kafka names clusters; the same for ever in one data folder. */
const clusterIdIn = (dataDir: string): string => {
  const file = join(dataDir, 'cluster-id');
  if (!existsSync(file))
    writeFileSync(file, Buffer.from(crypto.randomUUID().replaceAll('-', ''), 'hex').toString('base64url'));
  return readFileSync(file, 'utf8').trim();
};

/** Each node has one port for its clients and one for the other nodes. */
const nodePortsAt = (ports: readonly number[]): readonly NodePorts[] =>
  ports.flatMap((port, index) => {
    const controllerPort = ports[index + 1];
    return index % 2 === 0 && controllerPort ? [{ id: index / 2 + 1, port, controllerPort }] : [];
  });

/**
 * Starts a real Apache Kafka from its published jars, on loopback only, and answers when every node serves. Copes with taken
 * ports and with nodes left by an earlier run that was killed. Not for two processes on one `dataDir`.
 */
export const startLocalKafka = async (options: LocalKafkaOptions): Promise<LocalKafka> => {
  const { nodes: count = 1, log = () => undefined, keep = true, port: wished = 39_092, sasl } = options;
  const obstacle = kafkaObstacle();
  if (obstacle) throw new Error(`Kafka cannot be started: ${obstacle}`);
  const dataDir = resolve(options.dataDir);
  const classPath = await kafkaClassPath(log);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const clusterId = clusterIdIn(dataDir);
  const running = new Map<number, KafkaNode>();
  let cluster: readonly NodePorts[] = [];
  const start = (own: NodePorts) =>
    startNode({ ports: own, cluster, clusterId, classPath, folder: join(dataDir, `node-${own.id}`), sasl });
  const stop = async () => {
    const nodes = [...running.values()];
    running.clear();
    await Promise.all(nodes.map((node) => (keep ? node.stop() : node.kill())));
    if (!keep) rmSync(dataDir, { recursive: true, force: true });
  };
  await onFreePorts(wished, 2 * count, async (...ports) => {
    cluster = nodePortsAt(ports);
    const outcomes = await Promise.allSettled(
      cluster.map(async (own, index) => running.set(index, await start(own))),
    );
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (!failed) return;
    await Promise.all([...running.values()].map((node) => node.kill()));
    running.clear();
    throw failed.reason;
  });

  return {
    brokers: cluster.map(({ port }) => `127.0.0.1:${port}`),
    stop,
    kill: async (index) => {
      const node = running.get(index);
      running.delete(index);
      await node?.kill();
    },
    restart: async (index) => {
      const own = cluster[index];
      if (!own) throw new Error(`There is no node ${index}`);
      if (!running.has(index)) running.set(index, await start(own));
    },
  };
};
