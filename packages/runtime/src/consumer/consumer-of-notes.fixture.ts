import { randomUUID } from 'node:crypto';
import { eventRecord } from '@recoup/testkit/event-record';
import type { Bus, Delivery } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import { NoteTurnedV1, notesCatalogue } from '../inbox/ledger-of-notes.fixture.ts';
import { type FactsSubscription, facts, on, type Subscription } from '../inbox/subscription.ts';
import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import { type Consumer, createConsumer } from './consumer.ts';
import type { ConsumerOptions } from './consumer-options.ts';

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
  others: Partial<
    Pick<ConsumerOptions, 'bus' | 'metrics' | 'budget' | 'logger' | 'failingAggregatesMax'>
  > = {},
): Consumer =>
  createConsumer({
    database,
    bus: silentBus,
    group,
    catalogue: notesCatalogue,
    subscriptions: [subscription],
    logger: createLogger('test', 'silent'),
    metrics: createMetrics('test'),
    ...others,
  });

let position = 0;

/** A turn of a note as a bus delivers it, each at the next position of one partition. */
export const turned = (noteId: string, turn: number, id?: string): Delivery => {
  position += 1;
  const record = eventRecord(NoteTurnedV1, noteId, turn, { noteId, turn }, id);
  return { ...record, partition: 0, position: String(position) };
};

export const listeningToNotes = (apply: (noteId: string, turn: number) => Promise<void>): FactsSubscription =>
  facts(NoteTurnedV1.topic, [on(NoteTurnedV1, ({ data }) => apply(data.noteId, data.turn))]);
