import { BusAway, type BusRecord, LeadLost, TopicRefused } from '../../bus/bus.ts';
import { failpoint } from '../../process/failpoint.ts';
import type { HeldBack } from './held-back.ts';
import type { Leading } from './leading-session.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { UnsureSends } from './unsure-sends.ts';

export type Sending = {
  readonly leading: Pick<Leading, 'publish'>;
  readonly held: HeldBack;
  readonly unsure: Pick<UnsureSends, 'add' | 'remove'>;
  /** The most bytes of one send; all that was read without it. */
  readonly sendBytes: number | undefined;
  /** Remembers that the bus has kept these. On the session that leads, so that its success shows that it led during the send. */
  readonly mark: (rows: readonly OutboxRow[]) => Promise<void>;
};

/**
 * Sends rows in order, part by part, and marks each part as soon as the bus has kept it. What the bus refuses is narrowed down
 * to a topic or to an aggregate, which is held back while the rest goes on. Throws while the bus is away or another leads: then
 * no row is at fault.
 */
export const sendRows = async (sending: Sending, rows: readonly OutboxRow[]): Promise<void> => {
  for (const part of inParts(rows, sending.sendBytes ?? Number.POSITIVE_INFINITY))
    await sendPart(sending, part);
};

const sendPart = async (sending: Sending, rows: readonly OutboxRow[]): Promise<void> => {
  const { leading, held, unsure, mark } = sending;
  const open = rows.filter((row) => !held.holds(row));
  if (open.length === 0) return;
  unsure.add(open);
  failpoint('relay-before-send');
  try {
    await leading.publish(open.map(toRecord));
  } catch (error) {
    if (error instanceof BusAway || error instanceof LeadLost) throw error;
    unsure.remove(open);
    return narrowDown(sending, open, error);
  }
  failpoint('relay-after-send');
  await mark(open);
  unsure.remove(open);
  failpoint('relay-after-mark');
};

/** The bus has refused these together: by topic where one of them is at fault, else one by one. */
const narrowDown = async (sending: Sending, rows: readonly OutboxRow[], refusal: unknown): Promise<void> => {
  const [first] = rows;
  if (!first) return;
  const ofTopics = [...Map.groupBy(rows, ({ topic }) => topic).values()];
  if (refusal instanceof TopicRefused) {
    if (ofTopics.length === 1) sending.held.holdTopic(first.topic, refusal);
    else for (const own of ofTopics) await sendPart(sending, own);
    return;
  }
  if (rows.length === 1) sending.held.holdAggregate(first.aggregate_id, refusal);
  else for (const row of rows) await sendPart(sending, [row]);
};

/** In order, each part as large as one send may be; a larger row goes alone and is judged by the bus. */
const inParts = (rows: readonly OutboxRow[], sendBytes: number): readonly (readonly OutboxRow[])[] => {
  const parts: OutboxRow[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    bytes += row.message.byteLength;
    if (bytes > sendBytes || parts.length === 0) {
      parts.push([]);
      bytes = row.message.byteLength;
    }
    parts.at(-1)?.push(row);
  }
  return parts;
};

const toRecord = (row: OutboxRow): BusRecord => ({
  topic: row.topic,
  key: row.aggregate_id,
  sequence: row.sequence,
  headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8', ce_type: row.event_type },
  value: row.message,
});
