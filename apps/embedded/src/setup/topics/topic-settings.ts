import { kafkaSettings } from '@recoup/runtime/bus/kafka/kafka-settings';
import * as z from 'zod';

/** What making the topics needs: where the brokers are, and how many copies each topic gets. */
export const topicSettings = z.object({
  ...kafkaSettings,
  KAFKA_REPLICATION: z.coerce.number().int().min(1).max(9).default(3),
});
