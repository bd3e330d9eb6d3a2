import { type Bus, BusAway } from '../bus/bus.ts';
import { startDuty } from '../process/duties/duty.ts';
import type { Logger } from '../process/logger.ts';
import type { Loop } from '../process/loop.ts';
import type { ServiceMetrics } from '../process/metrics.ts';
import { heldBack } from './sending/held-back.ts';
import { type Leading, leadingSession, untilGivenUp } from './sending/leading-session.ts';
import { readBatch } from './sending/next-batch.ts';
import type { OutboxRow } from './sending/outbox-row.ts';
import { sendRows } from './sending/send.ts';
import { statesAgain } from './sending/states-again.ts';
import { nothingUnsure, unsureSends } from './sending/unsure-sends.ts';

export type RelayOptions = {
  readonly url: string;
  readonly schema: string;
  readonly bus: Bus;
  /** The topics of which the bus keeps the newest event of each key. */
  readonly compacted: ReadonlySet<string>;
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
  readonly pollMs?: number;
  readonly batchSize?: number;
  /** After this without an answer its session is given up; by itself longer than the server lets a statement run. */
  readonly answerWithinMs?: number;
  /** How long what the bus refuses is held back before it is tried again. */
  readonly holdMs?: number;
  /** How long after its beginning a send may land on a bus that cannot refuse it; by itself longer than any process tries. */
  readonly landedAfterMs?: number;
};

/** What a stop leaves a send under way: with the bus away it would take half a minute. */
const lastSendMs = 2_000;
const usualBatchSize = 500;

/**
 * Carries a service's outbox to the bus: rows not yet published, in order of id, marked only after the bus has kept them.
 * Of many relays one leads, and asks for its lead before each send. A stop gives up a send that hangs: what was not marked is sent again
 * by the next leader.
 */
export const startRelay = (options: RelayOptions): Loop => {
  const { bus, logger, metrics, pollMs = 100, batchSize = usualBatchSize } = options;
  const { compacted, holdMs = 30_000, landedAfterMs = 120_000 } = options;
  const sending = untilGivenUp(bus.publish);
  const held = heldBack({
    forMs: holdMs,
    onHeld: (what, cause) =>
      logger.error({ ...what, err: cause }, 'the bus refuses events; they are held back and tried again'),
  });
  const unsure = bus.takeLead ? nothingUnsure : unsureSends({ compacted, landedAfterMs });
  const session = leadingSession({
    url: options.url,
    schema: options.schema,
    bus: { ...bus, publish: sending.publish },
    onLead: unsure.keepUnpublished,
    answerWithinMs: options.answerWithinMs,
  });
  const resend = statesAgain(unsure, held, bus.sendBytes);

  const lead = async (leading: Leading): Promise<boolean> => {
    await resend(leading);
    const { client } = leading;
    const batch = await readBatch(client, held, batchSize);
    const mark = async (rows: readonly OutboxRow[]) => {
      await client.query(markSent, [rows.map(({ id }) => id)]);
      metrics.published.inc(rows.length);
    };
    await sendRows({ leading, held, unsure, sendBytes: bus.sendBytes, mark }, batch.rows);
    return batch.more;
  };

  const round = async (): Promise<boolean> => {
    try {
      await unsure.keep(await session.open());
      const leading = await session.lead();
      return leading !== undefined && (await lead(leading));
    } catch (error) {
      // The session that leads is not at fault when the bus is: another leader would meet the same.
      if (!(error instanceof BusAway)) session.abandon();
      throw error;
    }
  };

  const loop = startDuty(metrics, {
    duty: 'publishing events',
    everyMs: pollMs,
    round,
    onError: (error) => logger.error({ err: error }, 'the relay could not publish; it tries again'),
  });
  return {
    wake: loop.wake,
    stop: async () => {
      const timer = setTimeout(sending.giveUp, lastSendMs);
      await loop.stop();
      clearTimeout(timer);
      await session.close();
    },
  };
};

/** Takes the ids of what the bus has kept. */
export const markSent = `
  update outbox set published_at = clock_timestamp() where id = any ($1) and published_at is null`;
