import { kafkaBus } from '@recoup/runtime/bus/kafka/kafka-bus';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import { startRelay } from '@recoup/runtime/outbox/relay';
import { createLogger } from '@recoup/runtime/process/logger';
import { createMetrics } from '@recoup/runtime/process/metrics';
import * as z from 'zod';

/** A relay of notes in a process of its own, which publishes everything on one topic. It ends when it is killed. */
const {
  URL: url,
  TOPIC: topic,
  BROKERS: brokers,
} = z.object({ URL: z.string(), TOPIC: z.string(), BROKERS: z.string().optional() }).parse(process.env);

const bus = brokers ? kafkaBus({ brokers: brokers.split(','), clientId: 'killed' }) : postgresBus({ url });
startRelay({
  url,
  schema: 'notes',
  bus: {
    ...bus,
    publish: (records, lead) =>
      bus.publish(
        records.map((record) => ({ ...record, topic })),
        lead,
      ),
  },
  compacted: new Set(),
  logger: createLogger('relay', 'silent'),
  metrics: createMetrics('relay'),
  pollMs: 10,
  batchSize: 20,
});
process.send?.('started');
