import type { Bus } from '@recoup/runtime/bus/bus';
import { startRelay } from '@recoup/runtime/outbox/relay';
import { createLogger } from '@recoup/runtime/process/logger';
import type { Loop } from '@recoup/runtime/process/loop';
import { createMetrics } from '@recoup/runtime/process/metrics';
import { lockForEverybody } from '@recoup/testkit/lock-for-everybody';
import { faultSeed, seededChance } from '@recoup/testkit/seeded-chance';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { busOfLine } from '../installation/bus-of-installation.fixture.ts';
import { type Line, lineServices, type Shape, wholeLine } from '../installation/installation.fixture.ts';
import { atRest, postedOnce, toldOnce, walk } from '../installation/packet-walk.fixture.ts';
import { untilQuiet } from '../installation/table-digests.fixture.ts';
import { outOfTurn, type Witness, witnessOf } from '../installation/witness.fixture.ts';

const seed = faultSeed();
const names = ['many leaders one', 'many leaders two', 'many leaders three'];
const extraLeaders = 2;
const copiesMin = 20;

/** Gives every service relays that lead beside its own and are slower, so that what they tell was told before. */
export const manyLeadersSuite = (carrier: Shape['bus']): void => {
  let line: Line;
  let witness: Witness;
  let bus: Bus;
  const relays: Loop[] = [];

  beforeAll(async () => {
    line = await wholeLine({ processes: 'each', bus: carrier }, { KAFKA_SESSION_MS: '6000' });
    witness = await witnessOf(line);
    bus = busOfLine(line, 'more-leaders');
    const chance = seededChance(seed);
    const slow: Bus = {
      ...bus,
      publish: async (records) => {
        await new Promise((resolve) => setTimeout(resolve, chance(300)));
        await bus.publish(records);
      },
    };
    for (const schema of lineServices) {
      const url = await lockForEverybody(line.adminUrl(), line.adminUrl(), schema);
      const [logger, metrics] = [createLogger('another-leader', 'silent'), createMetrics('another-leader')];
      for (let extra = 1; extra <= extraLeaders; extra += 1)
        relays.push(startRelay({ url, schema, bus: slow, logger, metrics, pollMs: 10 }));
    }
  }, 180_000);
  const stopRelays = async () => {
    for (const relay of relays.splice(0)) await relay.stop();
  };
  afterAll(async () => {
    await stopRelays();
    await bus?.close();
    await witness?.stop();
    await line?.stop();
  }, 60_000);

  it(`has every packet posted and told once while many relays of every service lead (seed ${seed})`, async () => {
    for (const name of names) {
      const packetId = await walk(line, name);
      await postedOnce(line, packetId);
      await toldOnce(line, name, 1);
    }
    await untilQuiet(line);
    await stopRelays();
    await witness.caughtUp();
    await atRest(line);

    const records = witness.records();
    const events = new Set(records.map(({ id }) => id));
    console.log(`${records.length - events.size} of ${records.length} records over ${carrier} were copies`);
    expect(outOfTurn(records)).toEqual([]);
    const sources = new Set(records.map(({ source }) => source));
    const told = [...sources].map((source) => {
      const own = records.filter((one) => one.source === source);
      return { source, copies: own.length - new Set(own.map(({ id }) => id)).size };
    });
    for (const { source, copies } of told) expect(copies, source).toBeGreaterThan(0);
    expect(told).toHaveLength(lineServices.length);
    expect(records.length - events.size).toBeGreaterThan(copiesMin);
  }, 240_000);
};
