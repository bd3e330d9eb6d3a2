import { expect, it } from 'vitest';
import * as z from 'zod';
import { kafkaConnection } from './bus/kafka/kafka-settings.ts';
import { busSettings } from './bus-settings.ts';
import { readConfig } from './process/settings/config.ts';

const settings = z.object(busSettings);
const connection = (environment: Record<string, string>) =>
  kafkaConnection('ledger-service', readConfig(settings, environment));

it('carries messages over PostgreSQL when nothing else is said', () => {
  expect(readConfig(settings, {}).BUS).toBe('postgres');
});

it('reads brokers parted by commas, and signs in by SCRAM when there is a name', () => {
  expect(connection({ KAFKA_BROKERS: 'a:9092, b:9092' })).toEqual({
    clientId: 'ledger-service',
    brokers: ['a:9092', 'b:9092'],
    tls: false,
  });
  expect(
    connection({ KAFKA_BROKERS: 'a:9092', KAFKA_TLS: 'on', KAFKA_USERNAME: 'ledger', KAFKA_PASSWORD: 's' }),
  ).toMatchObject({ tls: true, sasl: { mechanism: 'scram-sha-512', username: 'ledger', password: 's' } });
});

it('names the setting that is missing or wrong', () => {
  expect(() => connection({})).toThrow('KAFKA_BROKERS');
  expect(() => connection({ KAFKA_BROKERS: 'a:9092', KAFKA_USERNAME: 'ledger' })).toThrow('KAFKA_PASSWORD');
  expect(() => readConfig(settings, { KAFKA_BROKERS: 'localhost' })).toThrow('KAFKA_BROKERS');
  expect(() => readConfig(settings, { BUS: 'rabbit' })).toThrow('BUS');
});
