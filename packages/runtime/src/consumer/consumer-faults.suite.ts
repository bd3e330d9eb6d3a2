import { randomUUID } from 'node:crypto';
import { contract } from '@recoup/contracts/envelope';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import * as z from 'zod';
import type { Bus, BusSubscription } from '../bus/bus.ts';
import { runtimeRole } from '../database/tables/roles.ts';
import { deadLettersOf } from '../dead-letters/dead-notes.fixture.ts';
import { consume, consumedTurns } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { facts, on } from '../inbox/subscription.ts';
import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import { createConsumer } from './consumer.ts';

/** A bus with a topic nobody has used, from which the oldest messages can be removed. */
export type CarrierUnderTest = {
  readonly open: () => Promise<Bus>;
  readonly newTopic: () => Promise<string>;
  /** Removes all that lies in the topic now, as its retention does when time has passed. */
  readonly removeAll: (topic: string) => Promise<void>;
};

type Apply = (noteId: string, turn: number) => Promise<void>;

/** What becomes of events that fail or are missing, whatever carries them. */
export const consumerFaultsSuite = async (carrier: () => CarrierUnderTest): Promise<void> => {
  const { database, server } = await notesInTest();
  const role = runtimeRole('notes');
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const onNewTopic = async () => {
    const bus = await carrier().open();
    closing.push(bus.close);
    const topic = await carrier().newTopic();
    const Turned = contract('recoup.note.turned.v1', topic, z.object({ noteId: z.uuid(), turn: z.int() }));
    const publish = (noteId: string, ...turns: readonly number[]) =>
      bus.publish(turns.map((turn) => eventRecord(Turned, noteId, turn, { noteId, turn })));
    const listen = async (apply: Apply): Promise<BusSubscription | undefined> => {
      const consumer = createConsumer({
        database,
        bus,
        group: randomUUID(),
        catalogue: new Map([[Turned.type, Turned]]),
        subscriptions: [facts(topic, [on(Turned, ({ data }) => apply(data.noteId, data.turn))])],
        logger: createLogger('test', 'silent'),
        metrics: createMetrics('test'),
      });
      const running = await consumer.start();
      if (running) closing.push(running.stop);
      return running;
    };
    return { topic, publish, listen };
  };
  const untilConsumed = (noteId: string, turns: readonly number[]) =>
    eventually(async () => expect(await consumedTurns(database, noteId)).toEqual(turns), 30_000);

  it('a missing grant makes no dead letter, and all are taken in once it is there', async () => {
    const { publish, listen } = await onNewTopic();
    const notes = Array.from({ length: 12 }, () => randomUUID());
    let tries = 0;
    await server.query(`revoke insert on notes.consumed from ${role}`);
    try {
      for (const note of notes) await publish(note, 1, 2);
      await listen(async (noteId, turn) => {
        tries += 1;
        await consume(database, noteId, turn);
      });
      await eventually(() => expect(tries).toBeGreaterThan(12), 30_000);
    } finally {
      await server.query(`grant insert on notes.consumed to ${role}`);
    }
    for (const note of notes) await untilConsumed(note, [1, 2]);
    for (const note of notes) expect(await deadLettersOf(database, note)).toEqual([]);
  });

  it('a slow follower holds up neither its predecessor nor others, and is taken in by itself when it is slow no more', async () => {
    const { publish, listen } = await onNewTopic();
    const [slow, other] = [randomUUID(), randomUUID()];
    let isSlow = true;
    await publish(slow, 2, 1);
    await listen(async (noteId, turn) => {
      await consume(database, noteId, turn);
      if (noteId !== slow || turn !== 2 || !isSlow) return;
      await database.query(sql`set local statement_timeout = 50`);
      await database.query(sql`select pg_sleep(1)`);
    });
    await untilConsumed(slow, [1]);
    await publish(other, 1);
    await untilConsumed(other, [1]);
    expect(await deadLettersOf(database, slow)).toEqual([]);
    isSlow = false;
    await untilConsumed(slow, [1, 2]);
  });

  it('a group that comes when the first messages are gone begins with the oldest one kept', async () => {
    const { topic, publish, listen } = await onNewTopic();
    const note = randomUUID();
    await publish(note, 1, 2, 3);
    await carrier().removeAll(topic);
    await publish(note, 4, 5);
    await listen((noteId, turn) => consume(database, noteId, turn));
    await untilConsumed(note, [4, 5]);
  });

  it('a group that comes when nothing is gone waits for the first message of each aggregate', async () => {
    const { publish, listen } = await onNewTopic();
    const [early, other] = [randomUUID(), randomUUID()];
    await publish(early, 2);
    await publish(other, 1);
    await listen((noteId, turn) => consume(database, noteId, turn));
    await untilConsumed(other, [1]);
    await publish(early, 1);
    await untilConsumed(early, [1, 2]);
  });
};
