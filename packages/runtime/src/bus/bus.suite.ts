import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { afterEach, expect, it } from 'vitest';
import type { Bus, BusRecord, BusSubscription, Delivery } from './bus.ts';

/** What a bus under test must offer besides the port: topics of its own, and members that are processes of their own. */
export type BusUnderTest = {
  /** Another member: its own connections, the same messages. */
  readonly member: () => Promise<Bus>;
  /** A topic nobody has used. */
  readonly newTopic: () => Promise<string>;
};

const record = (topic: string, key: string, text: string): BusRecord => ({
  topic,
  key,
  headers: { 'content-type': 'text/plain' },
  value: Buffer.from(text),
});
const textOf = ({ value }: Delivery): string => Buffer.from(value ?? []).toString();

/** The behaviour that services rely on, whatever carries their messages. */
export const busSuite = (underTest: () => BusUnderTest): void => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  const member = async (): Promise<Bus> => {
    const bus = await underTest().member();
    open.push(bus.close);
    return bus;
  };

  const listen = async (
    bus: Bus,
    topics: readonly string[],
    group: string,
    onBatch: (batch: readonly Delivery[]) => Promise<void> | void,
  ): Promise<BusSubscription> => {
    const subscription = await bus.subscribe({
      group,
      topics,
      handle: async (batch) => onBatch(batch),
      onError: () => undefined,
    });
    open.push(subscription.stop);
    return subscription;
  };

  const collect = async (bus: Bus, topics: readonly string[], group = randomUUID()) => {
    const consumed: Delivery[] = [];
    const subscription = await listen(bus, topics, group, (batch) => {
      consumed.push(...batch);
    });
    return { consumed, subscription };
  };

  const untilConsumed = (consumed: readonly unknown[], count: number) =>
    eventually(() => expect(consumed.length).toBeGreaterThanOrEqual(count));

  it('hands every group every message, key, headers and bytes unchanged', async () => {
    const bus = await member();
    const topic = await underTest().newTopic();
    const one = await collect(bus, [topic]);
    const two = await collect(bus, [topic]);

    await bus.publish([record(topic, 'packet-1', 'submitted é €')]);

    await untilConsumed(one.consumed, 1);
    await untilConsumed(two.consumed, 1);
    const [delivery] = one.consumed;
    expect(delivery).toMatchObject({ topic, key: 'packet-1', headers: { 'content-type': 'text/plain' } });
    expect(delivery && textOf(delivery)).toBe('submitted é €');
  });

  it('says of a partition from which nothing was removed that its oldest message is the first', async () => {
    const bus = await member();
    const topic = await underTest().newTopic();
    const { consumed } = await collect(bus, [topic]);
    await bus.publish([record(topic, 'key', 'first'), record(topic, 'key', 'second')]);
    await untilConsumed(consumed, 2);
    const [first] = consumed;
    expect(await bus.oldestKept?.(topic, first?.partition ?? -1)).toEqual({
      position: first?.position,
      isFirst: true,
    });
  });

  it('keeps the order of each key, however many keys and batches there are', async () => {
    const bus = await member();
    const topic = await underTest().newTopic();
    const { consumed } = await collect(bus, [topic]);
    const keys = Array.from({ length: 20 }, () => randomUUID());

    for (let turn = 0; turn < 30; turn += 1) {
      await bus.publish(keys.map((key) => record(topic, key, String(turn))));
    }

    await untilConsumed(consumed, 600);
    for (const key of keys) {
      const turns = consumed.filter((delivery) => delivery.key === key).map(textOf);
      expect(turns).toEqual(Array.from({ length: 30 }, (_, turn) => String(turn)));
    }
  });

  it('gives a batch again, whole and in order, when handling it failed', async () => {
    const bus = await member();
    const topic = await underTest().newTopic();
    const seen: string[] = [];
    let failures = 2;
    await listen(bus, [topic], randomUUID(), (batch) => {
      seen.push(...batch.map(textOf));
      failures -= 1;
      if (failures >= 0) throw new Error('the database is away');
    });

    await bus.publish([record(topic, 'packet-1', 'a'), record(topic, 'packet-1', 'b')]);

    await eventually(() => expect(seen.slice(-2)).toEqual(['a', 'b']));
    await eventually(() => expect(failures).toBeLessThan(0));
    expect(seen[0]).toBe('a');
  });

  it('holds back only the partition whose handling fails', async () => {
    const bus = await member();
    const topic = await underTest().newTopic();
    const seen = new Set<string>();
    await listen(bus, [topic], randomUUID(), (batch) => {
      if (batch.some((delivery) => textOf(delivery) === 'poison')) throw new Error('poison');
      for (const delivery of batch) seen.add(delivery.key);
    });
    const keys = Array.from({ length: 50 }, () => randomUUID());

    await bus.publish([record(topic, 'poisoned', 'poison')]);
    await bus.publish(keys.map((key) => record(topic, key, 'fine')));

    await eventually(() => expect(seen.size).toBeGreaterThan(25));
    expect(seen.has('poisoned')).toBe(false);
  });

  it('delivers again what a member had handled but not acknowledged when it died', async () => {
    const topic = await underTest().newTopic();
    const group = randomUUID();
    const effects: string[] = [];
    const dying = await member();
    await listen(dying, [topic], group, async (batch) => {
      effects.push(...batch.map(textOf));
      // The effect stands; the process ends before it can say so.
      throw new Error('killed');
    });
    await dying.publish([record(topic, 'packet-1', 'once')]);
    await untilConsumed(effects, 1);
    await dying.close();

    const { consumed } = await collect(await member(), [topic], group);

    await untilConsumed(consumed, 1);
    expect(consumed.map(textOf)).toEqual(['once']);
  });

  it('loses and reorders nothing when four relays publish side by side', async () => {
    const topic = await underTest().newTopic();
    const { consumed } = await collect(await member(), [topic]);
    const relays = await Promise.all(Array.from({ length: 4 }, member));

    await Promise.all(
      relays.map(async (relay, number) => {
        for (let turn = 0; turn < 40; turn += 1) {
          await relay.publish(
            Array.from({ length: 5 }, (_, key) => record(topic, `relay-${number}-key-${key}`, String(turn))),
          );
        }
      }),
    );

    await untilConsumed(consumed, 800);
    expect(consumed).toHaveLength(800);
    for (const key of new Set(consumed.map((delivery) => delivery.key))) {
      const turns = consumed
        .filter((delivery) => delivery.key === key)
        .map((delivery) => Number(textOf(delivery)));
      expect(turns).toEqual(Array.from({ length: 40 }, (_, turn) => turn));
    }
  });

  it('shares the work of a group between its members, each message handled by one', async () => {
    const topic = await underTest().newTopic();
    const group = randomUUID();
    const first = await collect(await member(), [topic], group);
    const second = await collect(await member(), [topic], group);
    const bus = await member();

    for (let turn = 0; turn < 20; turn += 1) {
      await bus.publish(Array.from({ length: 10 }, (_, key) => record(topic, `key-${key}`, `${turn}`)));
    }

    const all = () => [...first.consumed, ...second.consumed];
    await eventually(() => expect(all()).toHaveLength(200));
    const unique = new Set(all().map((delivery) => `${delivery.key} ${textOf(delivery)}`));
    expect(unique.size).toBe(200);
  });

  it('lets a group that comes late start from the oldest message', async () => {
    const bus = await member();
    const topic = await underTest().newTopic();
    await bus.publish([record(topic, 'packet-1', 'early'), record(topic, 'packet-1', 'later')]);

    const { consumed } = await collect(bus, [topic]);

    await untilConsumed(consumed, 2);
    expect(consumed.map(textOf)).toEqual(['early', 'later']);
  });

  it('goes on where it stopped, and hands out nothing after the stop', async () => {
    const topic = await underTest().newTopic();
    const group = randomUUID();
    const publisher = await member();
    const before = await collect(await member(), [topic], group);
    await publisher.publish([record(topic, 'packet-1', 'first')]);
    await untilConsumed(before.consumed, 1);

    await before.subscription.stop();
    await publisher.publish([record(topic, 'packet-1', 'second')]);
    const after = await collect(await member(), [topic], group);

    await untilConsumed(after.consumed, 1);
    expect(before.consumed.map(textOf)).toEqual(['first']);
    expect(after.consumed.map(textOf)).toEqual(['second']);
  });

  it('finishes the batch under way before a stop is done', async () => {
    const bus = await member();
    const topic = await underTest().newTopic();
    const log: string[] = [];
    const subscription = await listen(bus, [topic], randomUUID(), async () => {
      log.push('begun');
      await new Promise((resolve) => setTimeout(resolve, 200));
      log.push('done');
    });
    await bus.publish([record(topic, 'packet-1', 'x')]);
    await eventually(() => expect(log).toContain('begun'));

    await subscription.stop();

    expect(log).toEqual(['begun', 'done']);
  });

  it('counts what a group has still to take', async () => {
    const bus = await member();
    const topic = await underTest().newTopic();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const subscription = await listen(bus, [topic], randomUUID(), () => held);
    await bus.publish([record(topic, 'a', '1'), record(topic, 'b', '2'), record(topic, 'c', '3')]);

    await eventually(async () => expect(await subscription.lag()).toBe(3));
    release();
    await eventually(async () => expect(await subscription.lag()).toBe(0));
  });

  it('hands out and acknowledges messages one at a time to who asks for that', async () => {
    const bus = await member();
    const topic = await underTest().newTopic();
    await bus.publish(['1', '2', '3'].map((text) => record(topic, 'same key', text)));
    const batches: (readonly string[])[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const subscription = await bus.subscribe({
      group: randomUUID(),
      topics: [topic],
      batchSize: 1,
      handle: async (batch) => {
        batches.push(batch.map(textOf));
        if (batches.length === 2) await held;
      },
      onError: () => undefined,
    });
    open.push(subscription.stop);

    await eventually(() => expect(batches).toHaveLength(2));
    expect(await subscription.lag()).toBe(2);
    release();
    await eventually(() => expect(batches).toEqual([['1'], ['2'], ['3']]));
  });
};
