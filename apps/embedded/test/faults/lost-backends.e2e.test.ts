import type { SeededRandom } from '@recoup/local/seeded-random';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { type Installation, usedInstallation } from '../installation/installation.fixture.ts';
import { atRest, mailedOnce, postedOnce, walk } from '../installation/packet-walk.fixture.ts';

const { seed, random } = randomRun('sessions that are ended');
/** Seldom enough for an import to end between two of them on a busy machine too, or nothing ever goes on. */
const everyMs = 150;
const forMs = rounds(8_000);
const endedMin = 40;
/** An answer, a conflict with what an earlier try has done already, or the word to try again. */
const repeatable = /^(20\d|409|412|503)$/;

/** Ends one session of a service after another, at random; counts them by their roles. */
const endBackends = async (installation: Installation, random: SeededRandom) => {
  const client = new pg.Client({ connectionString: installation.adminUrl() });
  await client.connect();
  const ended = new Map<string, number>();
  let over = false;
  const endOne = async () => {
    const { rows } = await client.query<{ pid: number; role: string }>(`
      select pid, usename as role from pg_stat_activity
       where datname = current_database() and usename like 'recoup\\_%' order by backend_start, pid`);
    const victim = rows[random.below(Math.max(1, rows.length))];
    if (!victim) return;
    await client.query('select pg_terminate_backend($1)', [victim.pid]);
    ended.set(victim.role, (ended.get(victim.role) ?? 0) + 1);
  };
  const run = (async () => {
    for (; !over; await new Promise((resolve) => setTimeout(resolve, everyMs))) await endOne();
  })();
  return {
    stop: async () => {
      over = true;
      await run.finally(() => client.end());
    },
    ended,
  };
};

describe('an installation whose sessions at the database are ended', () => {
  const installation = usedInstallation({ processes: 'each', bus: 'postgres' });

  it(
    `goes on with what it did and loses no process (seed ${seed})`,
    async () => {
      const running = installation().processes.map(({ pid }) => pid());
      const backends = await endBackends(installation(), random);
      const packets = new Map<string, string>();
      try {
        for (const end = Date.now() + forMs; Date.now() < end; ) {
          const name = `packet ${packets.size + 1} on lost sessions`;
          packets.set(name, await walk(installation(), name));
        }
      } finally {
        await backends.stop();
      }
      for (const [name, id] of packets) {
        await postedOnce(installation(), id);
        // A session lost while a mail is on its way allows for one copy more.
        await mailedOnce(installation(), name, 2);
      }
      await atRest(installation());

      const answers = installation().answers();
      console.log(
        `${packets.size} packets, seed ${seed}:`,
        Object.fromEntries(answers),
        Object.fromEntries(backends.ended),
      );
      expect(installation().processes.map(({ pid }) => pid())).toEqual(running);
      expect([...answers.keys()].filter((status) => !repeatable.test(status))).toEqual([]);
      expect([...backends.ended.keys()].sort()).toEqual([
        'recoup_ledger',
        'recoup_notifier',
        'recoup_packet',
        'recoup_risk',
      ]);
      expect([...backends.ended.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(endedMin);
    },
    withinMs(240_000),
  );
});
