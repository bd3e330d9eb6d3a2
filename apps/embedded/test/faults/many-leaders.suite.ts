import { compactedTopics } from '@recoup/contracts/topics';
import type { Bus } from '@recoup/runtime/bus/bus';
import { startRelay } from '@recoup/runtime/outbox/relay';
import { createLogger } from '@recoup/runtime/process/logger';
import type { Loop } from '@recoup/runtime/process/loop';
import { createMetrics } from '@recoup/runtime/process/metrics';
import { lockForEverybody } from '@recoup/testkit/lock-for-everybody';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { busOf } from '../installation/bus-of-installation.fixture.ts';
import { type Shape, serviceSchemas, usedInstallation } from '../installation/installation.fixture.ts';
import { atRest, mailedOnce, postedOnce, walk } from '../installation/packet-walk.fixture.ts';
import { untilQuiet } from '../installation/table-digests.fixture.ts';
import { outOfTurn, type Witness, witnessOf } from '../installation/witness.fixture.ts';

const { seed, random } = randomRun('many relays that lead');
const names = Array.from({ length: rounds(3) }, (_, order) => `many leaders ${order + 1}`);
const extraLeaders = 2;
const copiesMin = 20;

/** Gives every service relays that lead beside its own and are slower, so that what they publish was published before. */
export const manyLeadersSuite = (carrier: Shape['bus']): void => {
  const installation = usedInstallation({ processes: 'each', bus: carrier }, { KAFKA_SESSION_MS: '6000' });
  let witness: Witness;
  let bus: Bus;
  const relays: Loop[] = [];

  beforeAll(async () => {
    witness = await witnessOf(installation());
    bus = busOf(installation(), 'more-leaders');
    // Its sends bear no lead, so that also a bus which tells leads apart takes them.
    const slow: Bus = {
      publish: async (records) => {
        await new Promise((resolve) => setTimeout(resolve, random.below(300)));
        await bus.publish(records);
      },
      subscribe: bus.subscribe,
      close: bus.close,
    };
    for (const schema of serviceSchemas) {
      const url = await lockForEverybody(installation().adminUrl(), schema);
      const [logger, metrics] = [createLogger('another-leader', 'silent'), createMetrics('another-leader')];
      for (let extra = 1; extra <= extraLeaders; extra += 1)
        relays.push(
          startRelay({ url, schema, bus: slow, compacted: compactedTopics, logger, metrics, pollMs: 10 }),
        );
    }
  }, 180_000);
  const stopRelays = async () => {
    for (const relay of relays.splice(0)) await relay.stop();
  };
  afterAll(async () => {
    await stopRelays();
    await bus?.close();
    await witness?.stop();
  }, 60_000);

  it(
    `has every packet posted and mailed once while many relays of every service lead (seed ${seed})`,
    async () => {
      for (const name of names) {
        const packetId = await walk(installation(), name);
        await postedOnce(installation(), packetId);
        await mailedOnce(installation(), name, 1);
      }
      await untilQuiet(installation());
      await stopRelays();
      await witness.caughtUp();
      await atRest(installation());

      const records = witness.records();
      const events = new Set(records.map(({ id }) => id));
      console.log(`${records.length - events.size} of ${records.length} records over ${carrier} were copies`);
      expect(outOfTurn(records)).toEqual([]);
      const sources = new Set(records.map(({ source }) => source));
      const copiesOf = [...sources].map((source) => {
        const own = records.filter((one) => one.source === source);
        return { source, copies: own.length - new Set(own.map(({ id }) => id)).size };
      });
      for (const { source, copies } of copiesOf) expect(copies, source).toBeGreaterThan(0);
      expect(copiesOf).toHaveLength(serviceSchemas.length);
      expect(records.length - events.size).toBeGreaterThan(copiesMin);
    },
    withinMs(240_000),
  );
};
