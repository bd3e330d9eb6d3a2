import type { Admin } from 'kafkajs';
import type { Bus, BusSubscription } from '../bus.ts';
import { readForeignCompression } from './compression/codecs.ts';
import { connectKafka, type KafkaConnection, type KafkaLog } from './connection.ts';
import { bytesOfOneSend, kafkaPublisher } from './publisher.ts';
import { joinGroup } from './subscription.ts';

export type KafkaBusOptions = KafkaConnection & {
  readonly log?: KafkaLog;
  /** A consumer takes nothing any more, or a send does not end, and will not recover: the process must end, and be started again. */
  readonly onStuck?: (reason: string) => void;
  readonly pauseMs?: number;
  readonly stuckAfterMs?: number;
  readonly sessionMs?: number;
};

/** The bus of the distributed shape. Topics are not made here; a send to one that is missing fails. */
export const kafkaBus = (options: KafkaBusOptions): Bus => {
  const { log = () => undefined, onStuck = () => undefined } = options;
  const { pauseMs = 1_000, stuckAfterMs = 60_000, sessionMs = 30_000 } = options;
  readForeignCompression();
  const kafka = connectKafka(options, log);
  const counts = new Map<string, number>();
  const count = (event: string) => void counts.set(event, (counts.get(event) ?? 0) + 1);
  const publisher = kafkaPublisher(kafka, () => count('failed-send'), onStuck);
  const subscriptions = new Set<BusSubscription>();

  let admin: Promise<Admin> | undefined;
  const openAdmin = async (): Promise<Admin> => {
    const opened = kafka.admin({ retry: { retries: 2, maxRetryTime: 1_000 } });
    await opened.connect();
    return opened;
  };
  const sharedAdmin = (): Promise<Admin> => {
    admin ??= openAdmin().catch((error) => {
      admin = undefined;
      throw error;
    });
    return admin;
  };

  return {
    publish: publisher.publish,
    sendBytes: bytesOfOneSend,
    subscribe: async (wanted) => {
      const subscription = await joinGroup({
        ...wanted,
        kafka,
        admin: sharedAdmin,
        count,
        onStuck,
        pauseMs,
        stuckAfterMs,
        sessionMs,
      });
      subscriptions.add(subscription);
      return subscription;
    },
    oldestKept: async (topic, partition) => {
      const offsets = await (await sharedAdmin()).fetchTopicOffsets(topic);
      const low = offsets.find((one) => one.partition === partition)?.low;
      return { position: low, isFirst: low === '0' };
    },
    counts: () => counts,
    close: async () => {
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      await publisher.close();
      const opened = await admin?.catch(() => undefined);
      await opened?.disconnect().catch(() => undefined);
    },
  };
};
