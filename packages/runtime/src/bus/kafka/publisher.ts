import kafkajs, { type ICustomPartitioner, type Kafka, type Producer, type RecordMetadata } from 'kafkajs';
import { BusAway, type BusRecord, TopicRefused } from '../bus.ts';

export type Publisher = {
  readonly publish: (records: readonly BusRecord[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A broker takes a megabyte at once. */
export const bytesOfOneSend = 900_000;
/** All tries of a send together take about 70 seconds. */
const usualLimits = { publishMs: 30_000, landedMs: 120_000 };
const topicsAtFault = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'TOPIC_AUTHORIZATION_FAILED',
  'INVALID_TOPIC_EXCEPTION',
]);
const recordsAtFault = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'CORRUPT_MESSAGE',
  'INVALID_TIMESTAMP',
]);

/**
 * The sending side in the one way that loses nothing with this client: an idempotent producer, one awaited send at a time, and
 * a new producer after every failure. A producer that has given up a send would give its sequence numbers to the next
 * one, which the broker would then take for a repetition and drop. And a send that was given up goes on inside its producer, also
 * when that is disconnected: until its end nothing else is sent, or its records could land behind newer ones. One that does not end is
 * reported by `onStuck`: the process must end, and the send with it.
 */
export const kafkaPublisher = (
  kafka: Kafka,
  onFailure: () => void,
  onStuck: (reason: string) => void,
  limits = usualLimits,
): Publisher => {
  let producer: Promise<Producer> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;
  let giveUp = (): void => undefined;
  const unlessClosed = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      giveUp = () => reject(new BusAway('the bus is closed'));
      if (closed) giveUp();
      else work.then(resolve, reject);
    });
  let lastEnded: Promise<unknown> = Promise.resolve();
  let lastBegan: number | undefined;
  /** The partitions that the send under way has given records to. */
  const touched = new Set<string>();

  const partitioner: ICustomPartitioner = () => {
    const choose = kafkajs.Partitioners.DefaultPartitioner();
    return (args) => {
      const partition = choose(args);
      touched.add(`${args.topic} ${partition}`);
      return partition;
    };
  };

  const open = async (): Promise<Producer> => {
    const opened = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: partitioner,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
    });
    await opened.connect();
    return opened;
  };

  const discard = () => {
    const old = producer;
    producer = undefined;
    const leave = () => old?.then((it) => it.disconnect()).catch(() => undefined);
    void leave();
    // The tries of a send that was given up connect again.
    void lastEnded.then(leave);
  };

  const send = async (records: readonly BusRecord[]): Promise<void> => {
    await unlessClosed(within(limits.publishMs, lastEnded)).catch((error: unknown) => {
      if (lastBegan !== undefined && performance.now() - lastBegan > limits.landedMs)
        onStuck('a send that was given up does not end');
      throw error;
    });
    lastBegan = performance.now();
    producer ??= open();
    touched.clear();
    const sending = producer.then((it) =>
      it.sendBatch({
        acks: -1,
        compression: kafkajs.CompressionTypes.GZIP,
        topicMessages: byTopic(records),
      }),
    );
    lastEnded = sending.catch(() => undefined);
    try {
      refuseMissing(touched, await within(limits.publishMs, unlessClosed(sending)));
    } catch (error) {
      discard();
      onFailure();
      const text = error instanceof Error ? error.message : String(error);
      if (error instanceof BusAway || isOneOf(recordsAtFault, error)) throw error;
      if (isOneOf(topicsAtFault, error)) throw new TopicRefused(text, { cause: error });
      throw new BusAway(text, { cause: error });
    }
  };

  return {
    publish: (records) => {
      const own = turn.then(() => send(records));
      turn = own.catch(() => undefined);
      return own;
    },
    close: async () => {
      closed = true;
      giveUp();
      await turn;
      discard();
    },
  };
};

const byTopic = (records: readonly BusRecord[]) =>
  [...Map.groupBy(records, ({ topic }) => topic)].map(([topic, own]) => ({
    topic,
    messages: own.map(({ key, headers, value }) => ({
      key,
      headers: { ...headers },
      value: Buffer.from(value),
    })),
  }));

/**
 * The client counts answers by broker. When a partition moves, between two tries, to a broker that has answered already, its
 * records are never sent, and the send succeeds.
 */
const refuseMissing = (touched: ReadonlySet<string>, answers: readonly RecordMetadata[]): void => {
  const answered = new Set(answers.map(({ topicName, partition }) => `${topicName} ${partition}`));
  const missing = [...touched].filter((partition) => !answered.has(partition));
  if (missing.length > 0) throw new BusAway(`no broker has confirmed ${missing.join(', ')}`);
};

const isOneOf = (types: ReadonlySet<string>, error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSProtocolError
    ? types.has(error.type)
    : error instanceof Error && error.cause !== undefined && isOneOf(types, error.cause);

const within = async <T>(limitMs: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BusAway(`no broker answered within ${limitMs / 1_000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
