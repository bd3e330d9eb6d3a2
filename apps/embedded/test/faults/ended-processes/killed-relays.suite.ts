import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Bus } from '@recoup/runtime/bus/bus';
import { notesInTest } from '@recoup/runtime/inbox/notes-in-test.fixture';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { writersAtWork } from '@recoup/runtime/outbox/turning-notes.fixture';
import { eventually } from '@recoup/testkit/eventually';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, expect, it } from 'vitest';
import * as z from 'zod';

export type CarrierOfNotes = {
  readonly open: (server: TestDatabase) => Bus;
  /** A topic nobody has used, which notes may write. */
  readonly newTopic: (server: TestDatabase) => Promise<string>;
  readonly brokers?: readonly string[];
};

const { seed, random } = randomRun('relays that are killed');
const killsMin = rounds(8);
const program = new URL('./relay-process.fixture.ts', import.meta.url).pathname;
const turned = z.object({ id: z.string(), subject: z.string(), sequence: z.int() });

const startRelayProcess = async (environment: Readonly<Record<string, string>>): Promise<ChildProcess> => {
  const relay = fork(program, {
    env: { ...process.env, ...environment },
    execArgv: ['--disable-warning=TimeoutNegativeWarning'],
  });
  await once(relay, 'message');
  return relay;
};

/** As kill -9 does. */
const kill = async (relay: ChildProcess): Promise<void> => {
  const ended = once(relay, 'exit');
  relay.kill('SIGKILL');
  await ended;
};

/** Four relays of one outbox, of which one after another is killed while many write, whatever carries their events. */
export const killedRelaysSuite = async (carrier: () => CarrierOfNotes): Promise<void> => {
  const { server, database } = await notesInTest(24);
  const relays: ChildProcess[] = [];
  afterAll(() => Promise.all(relays.map(kill)));

  it(
    `leave no gap and reorder nothing, however often they are killed (seed ${seed})`,
    async () => {
      const { open, newTopic, brokers } = carrier();
      const url = server.runtimeUrl('notes');
      const topic = await newTopic(server);
      const environment = { URL: url, TOPIC: topic, ...(brokers ? { BROKERS: brokers.join() } : {}) };
      const bus = open(server);
      const arrived: z.infer<typeof turned>[] = [];
      const listening = await bus.subscribe({
        group: randomUUID(),
        topics: [topic],
        handle: async (batch) => {
          for (const { value } of batch)
            arrived.push(turned.parse(JSON.parse(Buffer.from(value ?? []).toString())));
        },
        onError: () => undefined,
      });
      for (let started = 0; started < 4; started += 1) relays.push(await startRelayProcess(environment));
      const notes = Array.from({ length: 20 }, () => randomUUID());
      const outbox = createOutbox(database, '/recoup/notes', () => new Date());

      let kills = 0;
      const killing = async () => {
        for (; kills < killsMin; kills += 1) {
          const before = arrived.length;
          await eventually(() => expect(arrived.length).toBeGreaterThan(before), 30_000);
          // Half of them, so that the one that leads is among them every other time.
          const victims = [1, 2].flatMap(() => relays.splice(random.below(relays.length), 1));
          await Promise.all(victims.map(kill));
          for (const _ of victims) relays.push(await startRelayProcess(environment));
        }
      };
      const writing = async () => {
        while (kills < killsMin) await writersAtWork(database, outbox, notes, 5, random);
      };
      await Promise.all([killing(), writing()]);

      const committed = await server.query<{ id: string }>('select event_id as id from notes.outbox');
      const first = () => [...new Map(arrived.toReversed().map((event) => [event.id, event])).values()];
      await eventually(() => expect(first()).toHaveLength(committed.length), 60_000);
      await listening.stop();
      await bus.close();
      console.log(
        `${arrived.length - committed.length} of ${arrived.length} records were copies, seed ${seed}`,
      );
      expect(new Set(arrived.map(({ id }) => id))).toEqual(new Set(committed.map(({ id }) => id)));
      const seen = new Set<string>();
      const inOrder = arrived.filter(({ id }) => !seen.has(id) && seen.add(id));
      for (const note of notes) {
        const sequences = inOrder.filter(({ subject }) => subject === note).map(({ sequence }) => sequence);
        expect(sequences).toEqual(sequences.map((_, order) => order + 1));
      }
    },
    withinMs(240_000),
  );
};
