import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { afterEach, expect, it } from 'vitest';
import type { Bus, Delivery } from './bus.ts';

export type BusWithTransactions = {
  readonly member: () => Bus;
  /** A topic nobody has used, of one partition or with one that a key always comes to. */
  readonly newTopic: () => Promise<string>;
  /** Begins to publish in a transaction that is given up at its end: its positions stay empty. */
  readonly abandon: (topic: string, key: string) => Promise<void>;
  /** Why a member would have its process ended. */
  readonly stuck: readonly string[];
};

/** Positions of which nothing is ever handed out hold nobody up, whatever carries the messages. */
export const abandonedPublishSuite = (underTest: () => BusWithTransactions): void => {
  const open: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
  const collect = async (bus: Bus, topic: string) => {
    const consumed: Delivery[] = [];
    const { lag } = await bus.subscribe({
      group: randomUUID(),
      topics: [topic],
      handle: async (batch) => void consumed.push(...batch),
      onError: () => undefined,
    });
    const texts = () => consumed.map(({ value }) => Buffer.from(value ?? []).toString());
    const untilTaken = async (...expected: readonly string[]) => {
      await eventually(() => expect(texts()).toEqual(expected), 30_000);
      await eventually(async () => expect(await lag()).toBe(0), 30_000);
    };
    return { consumed, untilTaken };
  };

  it('reads past what was abandoned, at the end of a topic and before more, and has nothing left to take', async () => {
    const { member, newTopic, abandon, stuck } = underTest();
    const bus = member();
    open.push(bus.close);
    const topic = await newTopic();
    const publish = (text: string) =>
      bus.publish([{ topic, key: 'a', headers: {}, value: Buffer.from(text) }]);
    const { consumed, untilTaken } = await collect(bus, topic);

    await publish('first');
    await abandon(topic, 'a');
    await untilTaken('first');
    await publish('second');
    await untilTaken('first', 'second');

    const [first, second] = consumed.map(({ position }) => BigInt(position));
    expect((second ?? 0n) - (first ?? 0n)).toBeGreaterThan(1n);
    const late = await collect(bus, topic);
    await late.untilTaken('first', 'second');
    expect(stuck).toEqual([]);
  });
};
