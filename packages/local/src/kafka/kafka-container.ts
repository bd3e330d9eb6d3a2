import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import type { LocalKafka } from './kafka.ts';

/** The public image of the release that is also started from its jars. */
export const kafkaImage = 'apache/kafka:4.2.0';

const withinMs = 90_000;
const everyMs = 500;

/** What the public image calls the settings of a single node whose clients see this port of this machine. */
export const kafkaContainerSettings = (port: number): Readonly<Record<string, string>> => ({
  KAFKA_NODE_ID: '1',
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
  KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  KAFKA_INTER_BROKER_LISTENER_NAME: 'PLAINTEXT',
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
});

const docker = (...args: readonly string[]) => spawnSync('docker', args, { encoding: 'utf8' });

/** Why no container can be started on this machine, or undefined when one can. */
export const containerObstacle = (): string | undefined => {
  const asked = docker('info', '--format', '{{.ServerVersion}}');
  if (asked.error) return 'there is no docker command on this machine';
  return asked.status === 0 ? undefined : 'no container engine answers';
};

/** What the container of a data folder, and its volume, are called. */
export const kafkaContainerName = (dataDir: string): string =>
  `recoup-kafka-${createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12)}`;

/**
 * Starts a real Apache Kafka from a container image, on loopback only, and answers when it serves. What it keeps lies in a volume
 * of its own for each data folder; a container left by an earlier run that was killed goes first.
 */
export const startKafkaContainer = async (
  image: string,
  dataDir: string,
  wishedPort = 39_092,
): Promise<Pick<LocalKafka, 'brokers' | 'stop'>> => {
  const name = kafkaContainerName(dataDir);
  const port = await freePort(wishedPort);
  const settings = {
    ...kafkaContainerSettings(port),
    // The same for ever, as the volume is.
    CLUSTER_ID: 'cmVjb3VwLWxvY2FsLW9uZQ',
    KAFKA_LOG_DIRS: '/var/lib/kafka/data',
  };
  docker('rm', '--force', name);
  const started = docker(
    ...['run', '--detach', '--name', name, '--publish', `127.0.0.1:${port}:${port}`],
    ...['--volume', `${name}:/var/lib/kafka/data`],
    ...Object.entries(settings).flatMap(([setting, value]) => ['--env', `${setting}=${value}`]),
    image,
  );
  const stop = async () => {
    docker('stop', '--time', '30', name);
    docker('rm', '--force', name);
  };
  if (started.status !== 0) {
    await stop();
    throw new Error(`Kafka could not be started from ${image}: ${started.stderr.trim()}`);
  }
  for (const end = performance.now() + withinMs; ; await pause(everyMs)) {
    const { stdout, stderr } = docker('logs', '--tail', '200', name);
    if (`${stdout}${stderr}`.includes('Kafka Server started')) break;
    const runs = docker('inspect', '--format', '{{.State.Running}}', name).stdout.trim() === 'true';
    if (runs && performance.now() < end) continue;
    await stop();
    throw new Error(
      `Kafka from ${image} ${runs ? 'does not serve' : 'ended'}:\n${`${stdout}${stderr}`.trim().slice(-2_000)}`,
    );
  }
  return { brokers: [`127.0.0.1:${port}`], stop };
};
