import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { KafkaConnection } from './connection.ts';

/** How Kafka is reached; the same for services and for what prepares it. */
export const kafkaSettings = {
  KAFKA_BROKERS: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((broker) => broker.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().regex(/^[^\s:]+:\d+$/, 'must be host:port, several separated by commas')))
    .optional()
    .describe('Kafka: host:port of one or more brokers, separated by commas'),
  KAFKA_TLS: z
    .enum(['on', 'off'])
    .default('off')
    .describe('Kafka: whether to connect to the brokers over TLS'),
  KAFKA_CA_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("Kafka: PEM file of the brokers' certificate authority; without it, those of the machine"),
  KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'])
    .default('scram-sha-512')
    .describe('Kafka: SASL mechanism'),
  KAFKA_USERNAME: z.string().min(1).optional().describe('Kafka: user name; without it, no sign-in'),
  KAFKA_SESSION_MS: z.coerce
    .number()
    .int()
    .min(6_000)
    .max(300_000)
    .default(30_000)
    .describe('Kafka: milliseconds without a heartbeat after which others take over the work of a process'),
  KAFKA_PASSWORD: z.string().min(1).optional().describe('Kafka: password'),
};

type KafkaConfig = z.infer<z.ZodObject<typeof kafkaSettings>>;

/** The connection that the settings ask for. Throws naming the setting that is missing. */
export const kafkaConnection = (clientId: string, config: KafkaConfig): KafkaConnection => {
  const { KAFKA_BROKERS: brokers = [], KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = config;
  if (brokers.length === 0) throw new Error('KAFKA_BROKERS: is needed for a bus on Kafka');
  if (username && !password) throw new Error('KAFKA_PASSWORD: is needed with KAFKA_USERNAME');
  return {
    clientId,
    brokers,
    tls: config.KAFKA_CA_FILE
      ? { ca: readFileSync(config.KAFKA_CA_FILE, 'utf8') }
      : config.KAFKA_TLS === 'on',
    ...(username && password && { sasl: { mechanism: config.KAFKA_SASL_MECHANISM, username, password } }),
  };
};
