import { describe, inject } from 'vitest';

/** Tests that need a real Kafka, of which there is one for the whole run; left out where there can be none. */
export const onKafka = (name: string, tests: (brokers: readonly string[]) => void): void => {
  const brokers = inject('kafkaBrokers');
  describe.runIf(brokers.length > 0)(name, () => tests(brokers));
};
