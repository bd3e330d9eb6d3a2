import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalKafka } from '@recoup/local/kafka/kafka';
import { runKafkaTool } from '@recoup/local/kafka/kafka-tool';
import { startLocalPostgres } from '@recoup/local/postgres/postgres';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { eventually } from '@recoup/testkit/eventually';

/** A PostgreSQL and a Kafka that a test can take away from under an installation and give back. */
export type OwnServers = {
  /** By these an installation uses them. */
  readonly settings: Readonly<Record<string, string>>;
  readonly killBroker: (node: number) => Promise<void>;
  /** Starts it again and waits until it holds every record that it missed, so that another one may be killed. */
  readonly restartBroker: (node: number) => Promise<void>;
  /** Ends PostgreSQL at once, as a crash does: sessions are cut, nothing is written any more. */
  readonly crashDatabase: () => Promise<void>;
  /** Starts it again where it was; it recovers from its log. */
  readonly restartDatabase: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const allInSync = async (brokers: readonly string[]): Promise<void> => {
  const asked = ['--bootstrap-server', brokers.join(','), '--describe', '--under-replicated-partitions'];
  const behind = await runKafkaTool('org.apache.kafka.tools.TopicCommand', asked);
  if (behind.trim() !== '') throw new Error(`Not every broker has caught up:\n${behind}`);
};

/**
 * They keep their ports while they are away, so a test names its own, below those that the system gives to connections: a client
 * that tries again and again may else be given the very port it calls.
 */
export const ownServers = async (nodes: 1 | 3, firstPort: number): Promise<OwnServers> => {
  const folder = await throwawayFolder('recoup-servers-');
  const dataDir = join(folder, 'postgres');
  const lock = join(dataDir, 'cluster/postmaster.pid');
  let postgres = await startLocalPostgres({ dataDir, port: firstPort });
  const { adminUrl, port } = postgres;
  const kafka = await startLocalKafka({ dataDir: join(folder, 'kafka'), nodes, port: firstPort + 100 });
  return {
    settings: {
      ADMIN_DATABASE_URL: adminUrl,
      KAFKA_BROKERS: kafka.brokers.join(','),
      KAFKA_REPLICATION: String(nodes),
      KAFKA_SESSION_MS: '6000',
    },
    killBroker: kafka.kill,
    restartBroker: async (node) => {
      await kafka.restart(node);
      await eventually(() => allInSync(kafka.brokers), 60_000);
    },
    crashDatabase: async () => {
      process.kill(Number.parseInt(readFileSync(lock, 'utf8'), 10), 'SIGQUIT');
      await eventually(() => {
        if (existsSync(lock)) throw new Error('PostgreSQL still runs');
      });
    },
    restartDatabase: async () => {
      postgres = await startLocalPostgres({ dataDir, port });
      if (postgres.port !== port) throw new Error(`somebody else has taken port ${port}`);
    },
    stop: async () => {
      await kafka.stop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
