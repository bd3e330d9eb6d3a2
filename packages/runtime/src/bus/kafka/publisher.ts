import kafkajs, { type ICustomPartitioner, type Kafka, type Producer, type RecordMetadata } from 'kafkajs';
import { BusAway, type BusRecord } from '../bus.ts';

export type Publisher = {
  readonly publish: (records: readonly BusRecord[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A broker takes a megabyte at once; what a relay hands over may be more. */
const bytesOfOneSend = 900_000;
const usualLimits = { publishMs: 30_000, lastSendMs: 30_000 };
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
 * when that is disconnected: the next one waits for its end, or its records could land behind newer ones.
 */
export const kafkaPublisher = (kafka: Kafka, onFailure: () => void, limits = usualLimits): Publisher => {
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
    await unlessClosed(within(limits.lastSendMs, lastEnded).catch(() => undefined));
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
      if (error instanceof BusAway || isAtFault(error)) throw error;
      throw new BusAway(error instanceof Error ? error.message : String(error), { cause: error });
    }
  };

  return {
    publish: (records) => {
      const own = turn.then(async () => {
        for (const part of inParts(records)) await send(part);
      });
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

/** In order, each part as large as one send may be; a larger record goes alone and is judged by the broker. */
const inParts = (records: readonly BusRecord[]): readonly (readonly BusRecord[])[] => {
  const parts: BusRecord[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const record of records) {
    bytes += record.value.byteLength;
    if (bytes > bytesOfOneSend) {
      parts.push([]);
      bytes = record.value.byteLength;
    }
    parts.at(-1)?.push(record);
  }
  return parts;
};

/**
 * The client counts answers by broker. When a partition moves, between two tries, to a broker that has answered already, its
 * records are never sent, and the send succeeds.
 */
const refuseMissing = (touched: ReadonlySet<string>, answers: readonly RecordMetadata[]): void => {
  const answered = new Set(answers.map(({ topicName, partition }) => `${topicName} ${partition}`));
  const missing = [...touched].filter((partition) => !answered.has(partition));
  if (missing.length > 0) throw new BusAway(`no broker has confirmed ${missing.join(', ')}`);
};

const isAtFault = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSProtocolError
    ? recordsAtFault.has(error.type)
    : error instanceof Error && error.cause !== undefined && isAtFault(error.cause);

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
