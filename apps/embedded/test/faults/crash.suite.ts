import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@recoup/testkit/eventually';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandEveryService } from '../installation/commands-of-services.fixture.ts';
import { type Shape, usedInstallation } from '../installation/installation.fixture.ts';
import { atRest, mailedOnce, postedOnce, walk } from '../installation/packet-walk.fixture.ts';

const { seed, random } = randomRun('services that are killed');
/** Within which a packet has walked most of its way. */
const walkMs = 800;
const pairs = [
  ['ledger', 'packet'],
  ['packet', 'notifier'],
  ['risk', 'ledger'],
] as const;

/** At which of its failpoints each service is killed while one packet walks the whole installation. */
type Strike = Readonly<Record<string, string>>;

const everyServiceAt = (failpoint: string): Strike => ({
  ledger: failpoint,
  packet: failpoint,
  risk: failpoint,
  notifier: failpoint,
});

const strikes: readonly Strike[] = [
  everyServiceAt('http-before-effect'),
  everyServiceAt('http-in-transaction'),
  everyServiceAt('http-after-commit'),
  everyServiceAt('event-before-transaction'),
  everyServiceAt('event-in-transaction'),
  everyServiceAt('event-after-effect'),
  everyServiceAt('relay-before-send'),
  everyServiceAt('relay-after-send'),
  everyServiceAt('relay-after-mark'),
  { ledger: 'log-sealing' },
  { ledger: 'log-numbered' },
  { ledger: 'gl-taken', notifier: 'mail-sending' },
  { ledger: 'gl-posted', notifier: 'mail-sent' },
];

/**
 * Kills every service as kill -9 does at every failpoint, and asks all invariants after each. A failpoint is passed several times on a
 * packet's way: a bus begins with this passage and takes them in turn, a long run takes both.
 */
export const crashSuite = (bus: Shape['bus'], first: 1 | 2): void => {
  const installation = usedInstallation({ processes: 'each', bus }, { KAFKA_SESSION_MS: '6000' });
  let kills = 0;
  const orders = join(tmpdir(), `recoup-failpoint-${randomUUID()}`);
  const orderOf = (schema: string) => `${orders}-${schema}`;

  beforeAll(async () => {
    for (const { schema, restart } of installation().processes)
      await restart({ FAILPOINT_FILE: orderOf(schema) });
  }, 180_000);
  afterAll(async () => {
    console.log(`${kills} services were killed over ${bus}`);
  }, 60_000);

  const victimOf = (schema: string) => {
    const victim = installation().processes.find((one) => one.schema === schema);
    if (!victim) throw new Error(`no process of ${schema}`);
    return victim;
  };

  const cases = strikes.flatMap((strike, at) => {
    const turn = at % 2 === 0 ? first : 3 - first;
    const name = [...new Set(Object.values(strike))].join(' and ');
    return (rounds(1) > 1 ? [1, 2] : [turn]).map((each) => ({ strike, turn: each, name }));
  });

  describe('services that die in the course of one packet', () => {
    it.each(cases)(
      'at $name, passage $turn, lose and double nothing',
      async ({ strike, turn, name: failpoints }) => {
        const schemas = Object.keys(strike);
        const before = schemas.map((schema) => victimOf(schema).pid());
        for (const [schema, failpoint] of Object.entries(strike))
          writeFileSync(orderOf(schema), `${failpoint}:${turn}`);
        const name = `${failpoints} ${turn}`;

        const commands = (items: readonly string[]) => commandEveryService(installation(), items);
        const packetId = await walk(
          installation(),
          name,
          failpoints.startsWith('http') ? commands : undefined,
        );
        await postedOnce(installation(), packetId);
        await mailedOnce(installation(), name, failpoints.includes('mail') ? 2 : 1);

        await eventually(() => {
          const dead = schemas.filter((schema, at) => victimOf(schema).pid() !== before[at]);
          expect(dead).toEqual(schemas);
        });
        kills += schemas.length;
        await atRest(installation());
      },
      200_000,
    );

    it(
      `at any moment, two at once, lose and double nothing (seed ${seed})`,
      async () => {
        for (let turn = 0; turn < rounds(pairs.length); turn += 1) {
          const pair = pairs[turn % pairs.length] ?? pairs[0];
          const name = `both ${pair.join(' and ')} ${turn + 1}`;
          const walking = walk(installation(), name);
          await new Promise((resolve) => setTimeout(resolve, random.below(walkMs)));
          for (const schema of pair) {
            const pid = victimOf(schema).pid();
            if (pid !== undefined) process.kill(pid, 'SIGKILL');
            kills += 1;
          }
          const packetId = await walking;
          await postedOnce(installation(), packetId);
          await mailedOnce(installation(), name, 2);
          await atRest(installation());
        }
      },
      withinMs(240_000),
    );
  });
};
