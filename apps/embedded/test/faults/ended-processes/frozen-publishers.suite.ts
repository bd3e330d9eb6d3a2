import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { notesInTest } from '@recoup/runtime/inbox/notes-in-test.fixture';
import { eventually } from '@recoup/testkit/eventually';
import { randomRun, rounds, withinMs } from '@recoup/testkit/random-run';
import { afterAll, expect, it } from 'vitest';
import type { CarrierOfNotes } from './killed-relays.suite.ts';

const { seed, random } = randomRun('publishers that are frozen');
const freezes = rounds(15);
const publishers = 3;
/** Far less than any session may keep a lock without a statement. */
const heldUpMs = 5_000;
const program = new URL('./publisher-process.fixture.ts', import.meta.url).pathname;

type Publisher = { readonly key: string; readonly child: ChildProcess; readonly published: () => number };

const startPublisher = async (environment: Readonly<Record<string, string>>): Promise<Publisher> => {
  const key = randomUUID();
  const child = fork(program, {
    env: { ...process.env, ...environment, KEY: key },
    execArgv: ['--disable-warning=TimeoutNegativeWarning'],
  });
  let published = 0;
  child.on('message', (count) => {
    published = Number(count);
  });
  await once(child, 'message');
  return { key, child, published: () => published };
};

/** Publishers that publish without a pause and stand still at any moment of it, whatever carries what they publish. */
export const frozenPublishersSuite = async (carrier: () => CarrierOfNotes): Promise<void> => {
  const { server } = await notesInTest();
  const running: Publisher[] = [];
  afterAll(() => {
    // Also one that stands still.
    for (const { child } of running) child.kill('SIGKILL');
  });

  it(
    `hold up nobody else who publishes or reads, and go on where they stood (seed ${seed})`,
    async () => {
      const { open, newTopic, brokers } = carrier();
      const [topic, bystanders] = [await newTopic(server), await newTopic(server)];
      const environment = {
        ...{ URL: server.runtimeUrl('notes'), TOPIC: topic },
        ...(brokers ? { BROKERS: brokers.join() } : {}),
      };
      const bus = open(server);
      const numbers = new Map<string, number[]>();
      const listening = await bus.subscribe({
        group: randomUUID(),
        topics: [topic],
        handle: async (batch) => {
          for (const { key, value } of batch) {
            const number = Number(Buffer.from(value ?? []).toString());
            const known = numbers.get(key);
            if (known) known.push(number);
            else numbers.set(key, [number]);
          }
        },
        onError: () => undefined,
      });
      const seen = new Set<string>();
      await bus.subscribe({
        group: randomUUID(),
        topics: [bystanders],
        handle: async (batch) => {
          for (const { key } of batch) seen.add(key);
        },
        onError: () => undefined,
      });
      for (let started = 0; started < publishers; started += 1)
        running.push(await startPublisher(environment));

      for (let freeze = 0; freeze < freezes; freeze += 1) {
        const frozen = running[random.below(running.length)];
        if (!frozen) throw new Error('nobody publishes');
        await new Promise((resolve) => setTimeout(resolve, random.below(100)));
        frozen.child.kill('SIGSTOP');
        const before = running.map(({ published }) => published());
        const begun = performance.now();
        const key = `bystander ${freeze}`;
        await bus.publish([{ topic: bystanders, key, headers: {}, value: Buffer.from('0') }]);
        await eventually(() => expect(seen).toContain(key), heldUpMs);
        expect(performance.now() - begun).toBeLessThan(heldUpMs);
        frozen.child.kill('SIGCONT');
        await eventually(() => {
          const standing = running.filter(({ published }, at) => published() <= (before[at] ?? 0));
          expect(standing).toEqual([]);
        }, 30_000);
      }

      for (const { child } of running) child.kill('SIGKILL');
      await eventually(async () => expect(await listening.lag()).toBe(0), 60_000);
      await listening.stop();
      await bus.close();
      for (const { key, published } of running) {
        // What an answer did not reach may come twice, but never out of turn.
        const first = [...new Set(numbers.get(key))];
        expect(first.length).toBeGreaterThanOrEqual(published());
        expect(first).toEqual(first.map((_, order) => order));
      }
    },
    withinMs(240_000),
  );
};
