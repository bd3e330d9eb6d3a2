import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { Delivery } from '../bus.ts';

/** A record as the port knows it. Whoever wrote it may have left out the key, or put in bytes that no database keeps as text. */
export const toDelivery = (topic: string, partition: number, message: KafkaMessage): Delivery => ({
  topic,
  partition,
  position: message.offset,
  key: message.key ? textOf(message.key) : '',
  headers: headersOf(message.headers ?? {}),
  value: message.value,
});

const headersOf = (headers: IHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value;
      return last === undefined || last === null ? [] : [[textOf(name), textOf(last)]];
    }),
  );

/** PostgreSQL takes no zero character in a text: such a record could not even become a dead letter. */
const textOf = (bytes: Buffer | string): string => bytes.toString().replaceAll('\0', '\uFFFD');
