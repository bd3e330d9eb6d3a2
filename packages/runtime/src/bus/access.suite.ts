import { eventually } from '@recoup/testkit/eventually';
import { afterEach, describe, expect, it } from 'vitest';
import accesses from '../../../../deploy/kafka-access.json' with { type: 'json' };
import type { BusAccess } from './access.ts';
import { type Bus, type BusRecord, TopicRefused } from './bus.ts';

/** A bus that knows its users and what each may do, and one member of it who may do everything. */
export type GuardedBus = {
  readonly memberAs: (user: string) => Promise<Bus>;
  readonly administrator: () => Promise<Bus>;
};

/** Programs that have something to say; the others share the role of one that has. */
const users: readonly BusAccess[] = accesses.filter(({ writes }) => writes.length > 0);
const everyTopic = [...new Set(accesses.flatMap(({ writes, reads }) => [...writes, ...reads]))];
const refusal = /authoriz|may not/i;
/** Kafka's client only says that it finds nobody who lets it in. */
const refusalOfGroup = /may not|coordinator/i;
const record = (topic: string): BusRecord => ({ topic, key: 'a', headers: {}, value: Buffer.from('x') });

/** Nobody writes or reads what is not his own affair, whatever carries the messages. */
export const accessSuite = (underTest: () => GuardedBus): void => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
  const opened = async (bus: Promise<Bus>): Promise<Bus> => {
    open.push((await bus).close);
    return bus;
  };

  /** What a member is given, and why it is not given more. */
  const subscribed = async (bus: Bus, group: string, topics: readonly string[]) => {
    const consumed = new Set<string>();
    const faults: unknown[] = [];
    const subscription = await bus
      .subscribe({
        group,
        topics,
        handle: async (batch) => {
          for (const { topic } of batch) consumed.add(topic);
        },
        onError: (error) => faults.push(error),
      })
      .catch((error) => void faults.push(error));
    return { consumed, faults, subscription };
  };
  const refused = async (bus: Bus, group: string, topic: string, how = refusal) => {
    const { consumed, faults } = await subscribed(bus, group, [topic]);
    await eventually(() => expect(faults.map(String).join('\n')).toMatch(how));
    expect(consumed).toEqual(new Set());
  };

  describe.each(users)('$user', ({ user, writes, reads, groups = [] }) => {
    it('writes and reads what is its own affair', async () => {
      const [bus, administrator] = [
        await opened(underTest().memberAs(user)),
        await opened(underTest().administrator()),
      ];
      // Rights reach the brokers a moment after they were given.
      for (const topic of writes) await eventually(() => bus.publish([record(topic)]));
      for (const topic of reads) await administrator.publish([record(topic)]);

      const { consumed, subscription } = await subscribed(bus, user, reads);

      await eventually(() => expect(consumed).toEqual(new Set(reads)));
      await eventually(async () => expect(await subscription?.lag()).toBe(0));
    });

    it('is refused every other topic when it writes', async () => {
      const bus = await opened(underTest().memberAs(user));
      for (const topic of everyTopic.filter((one) => !writes.includes(one))) {
        const answer = await bus.publish([record(topic)]).catch((error: unknown) => error);
        // A relay then holds back this topic alone.
        expect(answer, topic).toBeInstanceOf(TopicRefused);
        expect(String(answer)).toMatch(refusal);
      }
    });

    it('is refused every other topic when it reads, though it has messages', async () => {
      const administrator = await opened(underTest().administrator());
      for (const topic of everyTopic.filter((one) => !reads.includes(one))) {
        await administrator.publish([record(topic)]);
        await refused(await opened(underTest().memberAs(user)), user, topic);
      }
    });

    it('is refused as a member of a group of others', async () => {
      const [topic = ''] = reads;
      const foreign = users.find((one) => ![user, ...groups].includes(one.user));
      await refused(await opened(underTest().memberAs(user)), foreign?.user ?? '', topic, refusalOfGroup);
    });
  });
};
