import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../inbox/attempt/attempt.ts';
import type { Received } from '../inbox/decode.ts';
import type { Outcomes } from '../inbox/inbox.ts';
import { facts } from '../inbox/subscription.ts';
import { takeBatch } from './take-batch.ts';

const aReceived = (id: string, subject = `note of ${id}`): Received => ({
  delivery: { topic: 'notes', key: subject, headers: {}, partition: 0, position: id, value: Buffer.from('') },
  event: {
    ...{ specversion: '1.0', id, source: '/recoup/notes', type: 'recoup.note.turned.v1', subject },
    ...{ time: '2026-03-31T10:00:00Z', dataschema: 'x', datacontenttype: 'application/json' },
    ...{ partitionkey: subject, sequence: 1, correlationid: 'x', actor: 'uma', data: {} },
  },
});
const mistake = new TypeError('x is not a function');
const ungranted = Object.assign(new Error('permission denied'), { code: '42501' });

/**
 * Takes a batch with an inbox that throws what `failing` has for one of its events, by id, and with failures of which `waits` have no
 * reason to be given up. What was done is told in order.
 */
const taking = (failing: Readonly<Record<string, unknown>> = {}, waits: readonly string[] = []) => {
  const done: string[] = [];
  const lines: { level: number; msg: string; events: number; err: { message: string } }[] = [];
  const dependencies = {
    database: {
      query: async () => [],
      outsideTransaction: <T>(work: () => Promise<T>) => work(),
    },
    inbox: {
      take: async (
        _: unknown,
        received: readonly Received[],
        failed?: ReadonlySet<string>,
      ): Promise<Outcomes> => {
        const ids = received.map(({ event }) => event.id);
        done.push(`take ${ids.join(' ')}${failed ? `, after failures of [${[...failed].join(', ')}]` : ''}`);
        for (const id of ids) if (failing[id]) throw failing[id];
        return new Map(ids.map((id) => [id, 'applied']));
      },
    },
    failures: {
      count: (received: number, outcomes: Outcomes) => void done.push(`count ${received} ${outcomes.size}`),
      wentWell: ({ id, subject, kind }: { id: string; subject: string; kind: string }) =>
        void done.push(`well ${id} of ${subject}: ${kind}`),
      reasonOf: ({ id }: { id: string }, { fault }: Failure) =>
        waits.includes(id) ? undefined : { errorClass: fault, error: id },
      deadLetter: async ({ position }: Received['delivery'], { errorClass }: { errorClass: string }) =>
        void done.push(`dead ${position} by ${errorClass}`),
    },
    logger: pino({ base: null }, { write: (line) => lines.push(JSON.parse(line)) }),
  };
  const take = (...received: readonly Received[]) => takeBatch(dependencies, facts('notes', []), received);
  const steps = (kind: RegExp) => done.filter((step) => kind.test(step));
  return { take, done, steps, lines };
};

it('takes a batch at once, counts it, and says of each event that it went well', async () => {
  const { take, done, lines } = taking();
  await take(aReceived('1'), aReceived('2'));
  expect(done).toEqual([
    'take 1 2',
    'count 2 2',
    'well 1 of note of 1: recoup.note.turned.v1',
    'well 2 of note of 2: recoup.note.turned.v1',
  ]);
  expect(lines).toEqual([]);
});

it('rejects a batch that fails by the fault of its surroundings, and takes none of its events by itself', async () => {
  const { take, done } = taking({ 2: ungranted });
  await expect(take(aReceived('1'), aReceived('2'))).rejects.toBe(ungranted);
  expect(done).toEqual(['take 1 2']);
});

describe('the events of a batch that fails for another reason', () => {
  it('are taken one by one, of which one that fails is tried three times and becomes a dead letter at the end', async () => {
    const { take, steps, lines } = taking({ 1: mistake });
    await take(aReceived('1'), aReceived('2'));
    expect(steps(/^(take|dead)/)).toEqual([
      'take 1 2',
      ...Array(3).fill('take 1, after failures of []'),
      'take 2, after failures of [note of 1]',
      'dead 1 by event',
    ]);
    expect(lines).toMatchObject([
      {
        ...{ events: 2, err: { message: mistake.message } },
        msg: 'a batch failed; its events are taken one by one',
      },
    ]);
  });

  it('know of which aggregates an event has failed before them', async () => {
    const { take, steps } = taking({ 1: mistake, 3: mistake });
    await take(aReceived('1', 'a'), aReceived('2', 'b'), aReceived('3', 'c'), aReceived('4', 'a'));
    expect(steps(/^take (2|4)/)).toEqual([
      'take 2, after failures of [a]',
      'take 4, after failures of [a, c]',
    ]);
  });

  it('come again, and none becomes a dead letter, when one of them has to wait', async () => {
    const { take, steps } = taking({ 1: mistake, 2: ungranted }, ['2']);
    // The batch fails for its first event, which is at fault itself.
    await expect(take(aReceived('1'), aReceived('2'), aReceived('3'))).rejects.toBe(ungranted);
    expect(steps(/^dead/)).toEqual([]);
    expect(steps(/^take 3/)).toEqual([]);
  });
});
