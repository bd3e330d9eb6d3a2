import { eventually } from '@recoup/testkit/eventually';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Shape, serviceSchemas, usedInstallation } from '../installation/installation.fixture.ts';
import { atRest, mailedOnce, postedOnce, walk } from '../installation/packet-walk.fixture.ts';
import { untilQuiet } from '../installation/table-digests.fixture.ts';
import { outOfTurn, type Witness, witnessOf } from '../installation/witness.fixture.ts';
import { isOfNextVersion } from './next-version.fixture.ts';
import { rollingVersions, type Version } from './rolling-versions.fixture.ts';

const { seed, random } = randomRun('versions that change');
const switchWithinMs = 500;
/** An answer, a conflict with what an earlier try has done already, or a service that is being replaced. */
const expected = /^(20\d|409|412|502|503)$/;

/** Replaces every service by a next version, then by this one again, while packets walk the installation one after another. */
export const rollingRestartSuite = (bus: Shape['bus']): void => {
  const installation = usedInstallation({ processes: 'each', bus }, { KAFKA_SESSION_MS: '6000' });
  let witness: Witness;

  beforeAll(async () => {
    witness = await witnessOf(installation());
  }, 180_000);
  afterAll(async () => {
    await witness?.stop();
  }, 60_000);

  it(
    `loses and doubles nothing while two versions work together, there and back (seed ${seed})`,
    async () => {
      const versions = rollingVersions(installation());
      let packets = 0;
      let over = false;
      const walkOn = async () => {
        for (; !over; packets += 1) {
          const name = `packet ${packets + 1} while versions change`;
          await postedOnce(installation(), await walk(installation(), name));
          await mailedOnce(installation(), name, 1);
        }
      };
      const switchAll = async (to: Version) => {
        for (const service of installation().processes) {
          if (over) return;
          await new Promise((resolve) => setTimeout(resolve, random.below(switchWithinMs)));
          await versions.switchTo(service, to);
          const before = packets;
          await eventually(() => expect(over || packets > before).toBe(true), 60_000);
        }
      };
      const thereAndBack = async () => {
        for (let journey = 0; journey < rounds(1); journey += 1) {
          await switchAll('next');
          await switchAll('this');
        }
      };
      const ended = () => {
        over = true;
      };
      const walks = walkOn().finally(ended);
      // A walk that fails ends the switching too, and is what the test reports.
      walks.catch(() => undefined);
      await thereAndBack().finally(ended);
      await walks;
      await untilQuiet(installation());
      await witness.caughtUp();
      await atRest(installation());

      const answers = installation().answers();
      const readings = await versions.readings(witness.records());
      console.log(
        `${packets} packets over ${bus}, seed ${seed}:`,
        Object.fromEntries(answers),
        Object.fromEntries(readings),
      );
      expect([...answers.keys()].filter((status) => !expected.test(status))).toEqual([]);
      expect(answers.get('502')).toBeGreaterThan(0);
      for (const schema of serviceSchemas) {
        expect(
          await installation().database(`select topic, error from ${schema}.dead_letter`),
          schema,
        ).toEqual([]);
        expect(readings.get(`${schema} of this from next`) ?? 0, `${schema} of this`).toBeGreaterThan(0);
        expect(readings.get(`${schema} of next from this`) ?? 0, `${schema} of next`).toBeGreaterThan(0);
      }
      const records = witness.records();
      expect(outOfTurn(records)).toEqual([]);
      const sources = new Set(records.map(({ source }) => source));
      for (const source of sources) {
        const forms = new Set(records.filter((one) => one.source === source).map(isOfNextVersion));
        expect(forms, source).toEqual(new Set([false, true]));
      }
      expect(sources.size).toBe(serviceSchemas.length);
    },
    withinMs(300_000),
  );
};
