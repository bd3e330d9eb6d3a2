import pg from 'pg';
import { type Bus, BusAway, type BusRecord } from '../bus/bus.ts';
import { lockUses } from '../database/advisory-lock.ts';
import { clientKeepAlive, serverKeepAlive } from '../database/keep-alive.ts';
import { failpoint } from '../process/failpoint.ts';
import type { Logger } from '../process/logger.ts';
import { type Loop, startLoop } from '../process/loop.ts';
import type { ServiceMetrics } from '../process/metrics.ts';

export type RelayOptions = {
  readonly url: string;
  readonly schema: string;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
  readonly pollMs?: number;
  readonly batchSize?: number;
  /** After this without an answer its session is given up; by itself longer than the server lets a statement run. */
  readonly answerWithinMs?: number;
};

/** How often a relay that follows asks whether it may lead. */
const followMs = 1_000;
/** What a stop leaves a send under way: with the bus away it would take half a minute. */
const lastSendMs = 2_000;

type Publish = Bus['publish'];

type OutboxRow = {
  readonly id: string;
  readonly topic: string;
  readonly aggregate_id: string;
  readonly event_type: string;
  readonly message: Buffer;
  readonly found: number;
};

/**
 * Carries a service's outbox to the bus: rows not yet published, in order of id, marked only after the bus has kept them.
 * Of many relays one leads, by a session lock on its own connection; when that is lost it stops before the next send. A stop
 * gives up a send that hangs: what was not marked is sent again by the next leader.
 */
export const startRelay = (options: RelayOptions): Loop => {
  const { logger, metrics, pollMs = 100, answerWithinMs = 35_000 } = options;
  const sending = untilGivenUp(options.bus.publish);
  let client: pg.Client | undefined;
  let leads = false;
  let askAgainAt = 0;

  const connect = async (): Promise<pg.Client> => {
    const opened = new pg.Client({
      connectionString: options.url,
      ...clientKeepAlive,
      connectionTimeoutMillis: 10_000,
      query_timeout: answerWithinMs,
      application_name: `recoup-relay-${options.schema}`,
      // A mark that a crash of the server takes away is made again after its event was sent again: nobody waits for the disk.
      options: `-c statement_timeout=30s -c synchronous_commit=off ${serverKeepAlive}`,
    });
    const lost = () => {
      if (client === opened) client = undefined;
    };
    opened.on('error', lost);
    opened.on('end', lost);
    await opened.connect();
    leads = false;
    askAgainAt = 0;
    client = opened;
    return opened;
  };

  const lead = async (): Promise<pg.Client | undefined> => {
    const own = client ?? (await connect());
    if (leads) return own;
    if (performance.now() < askAgainAt) return undefined;
    const lock = await own.query<{ led: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as led', [
      lockUses.relayLeading,
      options.schema,
    ]);
    leads = lock.rows[0]?.led === true;
    askAgainAt = performance.now() + followMs;
    return leads ? own : undefined;
  };

  const round = async (): Promise<boolean> => {
    try {
      const leader = await lead();
      return (
        leader !== undefined && (await relayBatch(leader, sending.publish, options.batchSize ?? 500, metrics))
      );
    } catch (error) {
      // The session that leads is not at fault when the bus is: another leader would meet the same.
      if (error instanceof BusAway || error instanceof NotPublished) throw error;
      const failed = client;
      client = undefined;
      // Nobody waits for the goodbye: where the wire is dead it is never answered.
      failed?.end().catch(() => undefined);
      throw error;
    }
  };

  const loop = startLoop({
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
      await client?.end();
    },
  };
};

/** The bus did not keep an event; the session with the database is as it was. */
class NotPublished extends Error {}

/** Sends until it is given up for good: then what is under way, and all after it, fails as if the bus were away. */
const untilGivenUp = (send: Publish): { readonly publish: Publish; readonly giveUp: () => void } => {
  let givenUp = false;
  let abandon = (): void => undefined;
  return {
    publish: (records) =>
      new Promise((resolve, reject) => {
        abandon = () => reject(new BusAway('the relay stops: what it was sending is sent again later'));
        if (givenUp) abandon();
        else send(records).then(resolve, reject);
      }),
    giveUp: () => {
      givenUp = true;
      abandon();
    },
  };
};

/** What is in memory at once; the bus on PostgreSQL sends it as text of twice the length. */
const bytesOfBatch = 8_000_000;

/** Takes the size of a batch in rows and in bytes; the first row comes whatever its size. `found` tells of rows left out. */
export const nextToSend = `
  select id, topic, aggregate_id, event_type, message, found
    from (select *, count(*) over ()::int as found, row_number() over rising as ordinal,
                 sum(length(message)) over rising as bytes
            from (select id, topic, aggregate_id, event_type, message from outbox
                   where published_at is null order by id limit $1) as waiting
          window rising as (order by id rows unbounded preceding)) as measured
   where bytes <= $2 or ordinal = 1
   order by id`;
/** Takes the ids of what the bus has kept. */
export const markSent = `
  update outbox set published_at = clock_timestamp() where id = any ($1) and published_at is null`;

const relayBatch = async (
  client: pg.Client,
  publish: Publish,
  batchSize: number,
  metrics: ServiceMetrics,
): Promise<boolean> => {
  const batch = await client.query<OutboxRow>(nextToSend, [batchSize, bytesOfBatch]);
  const found = batch.rows[0]?.found;
  if (found === undefined) return false;
  failpoint('relay-before-send');
  const sent = await publishInOrder(publish, batch.rows);
  failpoint('relay-after-send');
  await client.query(markSent, [sent]);
  failpoint('relay-after-mark');
  metrics.published.inc(sent.length);
  if (sent.length < batch.rows.length)
    throw new NotPublished(`${batch.rows.length - sent.length} events could not be published`);
  return found === batchSize || batch.rows.length < found;
};

/**
 * Sends the batch at once; if the bus refuses it, row by row, so that a bad row holds back its own aggregate only. While the
 * bus is away no row is at fault, and trying each would take the limit of a send for every one of them.
 */
const publishInOrder = async (publish: Publish, rows: readonly OutboxRow[]): Promise<readonly string[]> => {
  try {
    await publish(rows.map(toRecord));
    return rows.map((row) => row.id);
  } catch (error) {
    if (error instanceof BusAway) throw error;
    if (rows.length === 1) throw new NotPublished('an event could not be published', { cause: error });
  }
  const sent: string[] = [];
  const held = new Set<string>();
  for (const row of rows) {
    if (held.has(row.aggregate_id)) continue;
    try {
      await publish([toRecord(row)]);
      sent.push(row.id);
    } catch (error) {
      held.add(row.aggregate_id);
      if (error instanceof BusAway) break;
    }
  }
  return sent;
};

const toRecord = (row: OutboxRow): BusRecord => ({
  topic: row.topic,
  key: row.aggregate_id,
  headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8', ce_type: row.event_type },
  value: row.message,
});
