import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandOf } from '../process.ts';
import { type LocalKafka, type LocalKafkaOptions, startLocalKafka } from './kafka.ts';
import { kafkaContainerName, startKafkaContainer } from './kafka-container.ts';
import { kafkaAvailable } from './kafka-jars.ts';

let folder = '';
const started: LocalKafka[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recoup-kafka-'));
});
afterAll(async () => {
  for (const kafka of started) await kafka.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = async (name: string, more: Partial<LocalKafkaOptions> = {}) => {
  const kafka = await startLocalKafka({ dataDir: join(folder, name), port: 30_300, ...more });
  started.push(kafka);
  return kafka;
};
const clientOf = ({ brokers }: LocalKafka, login?: { username: string; password: string }) =>
  new Kafka({
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    retry: { retries: 3 },
    ...(login && { sasl: { mechanism: 'scram-sha-512', ...login } }),
  });
const topicsOf = async (kafka: LocalKafka, login?: { username: string; password: string }) => {
  const admin = clientOf(kafka, login).admin();
  await admin.connect();
  try {
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
};
const addTopic = async (kafka: LocalKafka, topic: string) => {
  const admin = clientOf(kafka).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: false });
  await admin.disconnect();
};
const pidIn = async (name: string) =>
  Number(await readFile(join(folder, name, 'node-1', 'kafka.pid'), 'utf8'));

it.runIf(kafkaAvailable())(
  'keeps its topics over a stop and over a killed node, and leaves no process',
  async () => {
    const first = await start('one');
    await addTopic(first, 'kept');
    const pid = await pidIn('one');
    await first.kill(0);
    expect(commandOf(pid)).toBe('');
    await first.restart(0);
    expect(await topicsOf(first)).toContain('kept');
    const again = await pidIn('one');
    await first.stop();
    expect(commandOf(again)).toBe('');

    const second = await start('one');
    expect(await topicsOf(second)).toContain('kept');
  },
);

it.runIf(kafkaAvailable())('ends the node that an earlier run left on the same folder', async () => {
  await start('left');
  const left = await pidIn('left');

  const next = await start('left');

  expect(commandOf(left)).toBe('');
  expect(await topicsOf(next)).toEqual([]);
});

it.runIf(kafkaAvailable())('starts whatever the name of its cluster begins with', async () => {
  await mkdir(join(folder, 'hyphen'));
  await writeFile(join(folder, 'hyphen', 'cluster-id'), '-kVgZ7cmT1mM0Xv2q8dLNw');
  expect(await topicsOf(await start('hyphen'))).toEqual([]);
});

it.runIf(kafkaAvailable())('asks for a name and a password where it must', async () => {
  const admin = { username: 'admin', password: 'admin-secret' };
  const guarded = await start('guarded', { sasl: { admin } });
  expect(await topicsOf(guarded, admin)).toEqual([]);
  await expect(topicsOf(guarded, { ...admin, password: 'wrong' })).rejects.toThrow('SASL');
});

it.runIf(kafkaAvailable())('takes its folder along when it was a throwaway', async () => {
  const throwaway = await start('throwaway', { keep: false });
  await throwaway.stop();
  expect(existsSync(join(folder, 'throwaway'))).toBe(false);
});

const image = process.env.TEST_KAFKA_IMAGE;
if (image)
  it('starts out of an image too, keeps its topics there, and leaves no container', async () => {
    const dataDir = join(folder, 'container');
    const first = await startKafkaContainer(image, dataDir, 41_292);
    const admin = new Kafka({ brokers: [...first.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'kept' }], waitForLeaders: false });
    await admin.disconnect();
    await first.stop();
    const again = await startKafkaContainer(image, dataDir, 41_292);
    const reader = new Kafka({ brokers: [...again.brokers], logLevel: logLevel.NOTHING }).admin();
    await reader.connect();
    expect(await reader.listTopics()).toContain('kept');
    await reader.disconnect();
    await again.stop();
    expect(spawnSync('docker', ['volume', 'rm', kafkaContainerName(dataDir)]).status).toBe(0);
    await expect(startKafkaContainer('nobody/has-this:1', dataDir, 41_292)).rejects.toThrow(
      'Kafka could not be started from nobody/has-this:1',
    );
  });
