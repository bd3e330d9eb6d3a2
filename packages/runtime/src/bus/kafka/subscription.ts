import type { Admin, Consumer, Kafka } from 'kafkajs';
import type { BusSubscription, SubscribeOptions } from '../bus.ts';
import { after, handBatch, heartbeatMs } from './hand-batch.ts';
import { partitionLags } from './lag.ts';
import { startWatchdog } from './watchdog.ts';

export type GroupOptions = SubscribeOptions & {
  readonly kafka: Kafka;
  readonly admin: () => Promise<Admin>;
  readonly count: (event: 'rebalance' | 'crash' | 'fetch' | 'request-timeout') => void;
  /** The consumer takes nothing any more and will not recover by itself: the process must end. */
  readonly onStuck: (reason: string) => void;
  /** When a batch that was not handled comes again. */
  readonly pauseMs: number;
  readonly stuckAfterMs: number;
  /** After this without a sign of life the group gives a member's partitions to others. */
  readonly sessionMs: number;
};

/** Each batch waits for its commits, on disk and at the broker; meanwhile another partition is served. Long work goes alone. */
const partitionsAtOnce = 3;
/** After a crash the group waits for the member that is gone; what else the process does need not. */
const joinWithinMs = 10_000;
const leaveWithinMs = 5_000;

/**
 * One member of a consumer group in the safe profile: offsets are committed by us, after the handler resolved; the handler
 * never throws into the client; heartbeats go on while a batch is handled.
 */
export const joinGroup = async (options: GroupOptions): Promise<BusSubscription> => {
  const { kafka, group, topics, onStuck, count, sessionMs } = options;
  const consumer = kafka.consumer({
    groupId: group,
    allowAutoTopicCreation: false,
    sessionTimeout: sessionMs,
    heartbeatInterval: Math.min(heartbeatMs, sessionMs / 3),
    rebalanceTimeout: 60_000,
    maxWaitTimeInMs: 100,
    retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 5, restartOnFailure: async () => true },
  });
  let draining = false;
  const parts = { begun: 0, ended: 0 };
  let assigned: ReadonlySet<string> = new Set();
  const busy = new Set<Promise<void>>();
  const joined = Promise.withResolvers<void>();

  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    assigned = new Set(
      Object.entries(payload.memberAssignment).flatMap(([topic, own]) =>
        own.map((part) => `${topic} ${part}`),
      ),
    );
    count('rebalance');
    joined.resolve();
    // A client that was stopped while it restarted after a crash joins all the same, and would hold its partitions.
    if (draining) void consumer.disconnect().catch(() => undefined);
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    count('crash');
    options.onError(payload.error);
    if (!(payload.restart || draining)) onStuck(`the consumer ended: ${payload.error.message}`);
  });
  consumer.on(consumer.events.FETCH, () => count('fetch'));
  consumer.on(consumer.events.REQUEST_TIMEOUT, () => count('request-timeout'));

  consumer.on(
    consumer.events.END_BATCH_PROCESS,
    ({ payload: { topic, partition, batchSize, lastOffset } }) => {
      // Nothing of it is for us, such as the marks of a transaction: nobody else would ever commit it.
      if (batchSize === 0 && assigned.has(`${topic} ${partition}`))
        consumer.commitOffsets([{ topic, partition, offset: after(lastOffset) }]).catch(() => undefined);
    },
  );

  const onBatch = handBatch(options, () => draining, parts);
  const run = async (): Promise<void> => {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.batchSize === 1 ? 1 : partitionsAtOnce,
      eachBatch: async (payload) => {
        if (draining) return;
        const work = onBatch(payload);
        const quiet = work.catch(() => undefined);
        busy.add(quiet);
        try {
          await work;
        } finally {
          busy.delete(quiet);
        }
      },
    });
  };
  await run().catch(async (error: unknown) => {
    await leave(consumer);
    throw error;
  });
  await Promise.race([joined.promise, delay(joinWithinMs)]);

  const lags = async () => partitionLags(await options.admin(), group, topics);
  const watchdog = startWatchdog({
    limitMs: options.stuckAfterMs,
    everyMs: options.stuckAfterMs / 6,
    partsEnded: () => parts.ended,
    partsUnderWay: () => parts.begun - parts.ended,
    lag: async () =>
      sum((await lags()).filter(({ topic, partition }) => assigned.has(`${topic} ${partition}`))),
    onStuck: (reason) => {
      if (!draining) onStuck(reason);
    },
  });

  return {
    lag: async () => sum(await lags()),
    stop: async () => {
      draining = true;
      watchdog.stop();
      await Promise.all(busy);
      await leave(consumer);
    },
  };
};

/** A broker that is away must not hold up the stop: the group notices a missing member by itself. */
const leave = (consumer: Consumer): Promise<unknown> =>
  Promise.race([consumer.disconnect().catch(() => undefined), delay(leaveWithinMs)]);

const delay = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

const sum = (lags: readonly { readonly lag: number }[]): number =>
  lags.reduce((total, { lag }) => total + lag, 0);
