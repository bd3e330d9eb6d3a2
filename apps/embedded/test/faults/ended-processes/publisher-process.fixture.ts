import { kafkaBus } from '@recoup/runtime/bus/kafka/kafka-bus';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import * as z from 'zod';

/** Publishes under one key without a pause, in a process of its own, and says how far it has come. It ends when it is killed. */
const {
  URL: url,
  TOPIC: topic,
  KEY: key,
  BROKERS: brokers,
} = z
  .object({ URL: z.string(), TOPIC: z.string(), KEY: z.string(), BROKERS: z.string().optional() })
  .parse(process.env);

const bus = brokers ? kafkaBus({ brokers: brokers.split(','), clientId: 'frozen' }) : postgresBus({ url });
const padding = ' '.repeat(2_000);
const recordsOfPublish = 10;

for (let published = 0; ; published += recordsOfPublish) {
  const records = Array.from({ length: recordsOfPublish }, (_, order) => ({
    topic,
    key,
    headers: {},
    value: Buffer.from(`${published + order}${padding}`),
  }));
  await bus.publish(records);
  process.send?.(published + recordsOfPublish);
}
