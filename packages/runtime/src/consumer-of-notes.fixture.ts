import { randomUUID } from 'node:crypto';
import type { Bus } from './bus.ts';
import { type Consumer, createConsumer } from './consumer.ts';
import type { Database } from './database.ts';
import { notesCatalogue } from './ledger-of-notes.fixture.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import type { Subscription } from './subscription.ts';

const silentBus: Bus = {
  publish: () => Promise.resolve(),
  subscribe: () => Promise.reject(new Error('the test hands batches over itself')),
  close: () => Promise.resolve(),
};

/** Takes in what a test hands over, or what comes on a bus. */
export const consumerOfNotes = (
  database: Database,
  subscription: Subscription,
  group: string = randomUUID(),
  bus: Bus = silentBus,
  metrics = createMetrics('test'),
): Consumer =>
  createConsumer({
    database,
    bus,
    group,
    catalogue: notesCatalogue,
    subscriptions: [subscription],
    logger: createLogger('test', 'silent'),
    metrics,
  });
