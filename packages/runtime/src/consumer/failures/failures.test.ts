import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../inbox/outcome.ts';
import { createMetrics } from '../../process/metrics.ts';
import { type FailuresOptions, rememberFailures } from './failures.ts';

const aDelivery = {
  ...{ topic: 'recoup.notes.v1', partition: 0, position: '7', key: 'note-1', headers: {} },
  value: Buffer.from('{}'),
};

const remembering = (options: Pick<FailuresOptions, 'budget' | 'failingAggregatesMax'> = {}) => {
  const lines: { msg: string }[] = [];
  const metrics = createMetrics('test');
  const kept: string[] = [];
  const failures = rememberFailures({
    group: 'listeners',
    metrics,
    logger: pino({ base: null, timestamp: false }, { write: (line) => lines.push(JSON.parse(line)) }),
    database: {
      query: async <Row>() => {
        kept.push('a dead letter');
        return [{}] as Row[];
      },
    },
    ...options,
  });
  const numbersOf = async (metric: 'handled' | 'deadLetters' | 'stopped') =>
    (await metrics[metric].get()).values.map(({ labels, value }) => ({ ...labels, value }));
  return { failures, lines, kept, numbersOf };
};
const note = (subject: string, id = `event of ${subject}`) => ({ id, subject, kind: 'turned' });
const mistake = { fault: 'event', error: new TypeError('x is not a function') } as const;
const slow = { fault: 'limit', error: new Error('canceling statement') } as const;
const ungranted = { fault: 'surroundings', error: new Error('permission denied') } as const;
const stoppedKinds = (value: number) => [{ consumer: 'listeners', value }];

describe('an event that fails', () => {
  it('for its own reason becomes a dead letter that says so', () => {
    const { failures } = remembering();
    expect(failures.reasonOf(note('a'), mistake)).toEqual({
      errorClass: 'handler',
      error: 'TypeError: x is not a function',
    });
  });

  it('waits while its surroundings are at fault, however many do, and stops no kind', async () => {
    const { failures, numbersOf } = remembering({ failingAggregatesMax: 1 });
    for (const subject of ['a', 'b', 'c'])
      expect(failures.reasonOf(note(subject), ungranted)).toBeUndefined();
    expect(await numbersOf('stopped')).toEqual(stoppedKinds(0));
  });

  it('waits once those of too many aggregates failed, which is shown until one goes well', async () => {
    const { failures, numbersOf } = remembering({ failingAggregatesMax: 2 });
    expect(await numbersOf('stopped')).toEqual(stoppedKinds(0));
    expect(failures.reasonOf(note('a'), mistake)).toBeDefined();
    expect(failures.reasonOf(note('b'), mistake)).toBeUndefined();
    expect(await numbersOf('stopped')).toEqual(stoppedKinds(1));
    for (const outcome of ['parked', 'stale', 'ignored'] as const)
      failures.wentWell(note('c'), new Map([[note('c').id, outcome]]));
    expect(await numbersOf('stopped')).toEqual(stoppedKinds(1));
    failures.wentWell(note('c'), new Map([[note('c').id, 'applied']]));
    expect(await numbersOf('stopped')).toEqual(stoppedKinds(0));
    expect(failures.reasonOf(note('b'), mistake)).toBeDefined();
  });

  it('waits for ten aggregates where nothing else is said', () => {
    const { failures } = remembering();
    const reasons = Array.from({ length: 11 }, (_, subject) =>
      failures.reasonOf(note(String(subject)), mistake),
    );
    expect(reasons.map((reason) => reason !== undefined)).toEqual([...Array(9).fill(true), false, false]);
  });
});

describe('an event that exceeds a limit', () => {
  it('waits within its budget and is a dead letter after it', () => {
    const { failures } = remembering({ budget: { tries: 3, ms: 0 } });
    expect([1, 2].map(() => failures.reasonOf(note('a'), slow))).toEqual([undefined, undefined]);
    expect(failures.reasonOf(note('b'), slow)).toBeUndefined();
    expect(failures.reasonOf(note('a'), slow)).toEqual({
      errorClass: 'limit',
      error: 'Error: canceling statement',
    });
  });

  it('has five tries and five minutes where nothing else is said', () => {
    vi.useFakeTimers();
    try {
      const { failures } = remembering();
      const tries = (times: number) =>
        Array.from({ length: times }, () => failures.reasonOf(note('a'), slow));
      expect(tries(10)).toEqual(Array(10).fill(undefined));
      vi.advanceTimersByTime(5 * 60_000 - 1);
      expect(tries(1)).toEqual([undefined]);
      failures.reasonOf(note('a'), ungranted);
      expect(tries(3)).toEqual(Array(3).fill(undefined));
      vi.advanceTimersByTime(5 * 60_000);
      expect(tries(2)).toEqual([undefined, expect.objectContaining({ errorClass: 'limit' })]);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ['went well', (failures: ReturnType<typeof rememberFailures>) => failures.wentWell(note('a'), new Map())],
    [
      'failed otherwise',
      (failures: ReturnType<typeof rememberFailures>) => failures.reasonOf(note('a'), ungranted),
    ],
  ])('has all of its budget again once it %s', (_, happens) => {
    const { failures } = remembering({ budget: { tries: 2, ms: 0 } });
    failures.reasonOf(note('a'), slow);
    happens(failures);
    expect(failures.reasonOf(note('a'), slow)).toBeUndefined();
  });
});

it('counts what became of events, duplicates among them, and nothing that did not happen', async () => {
  const { failures, numbersOf } = remembering();
  const outcomes = new Map<string, Outcome>([
    ['1', 'applied'],
    ['2', 'applied'],
    ['3', 'parked'],
  ]);
  const handled = (outcome: string, value: number) => ({ consumer: 'listeners', outcome, value });
  failures.count(3, outcomes);
  expect(await numbersOf('handled')).toEqual([
    handled('stale', 0),
    handled('applied', 2),
    handled('parked', 1),
  ]);
  failures.count(5, outcomes);
  expect(await numbersOf('handled')).toEqual([
    handled('stale', 0),
    handled('applied', 4),
    handled('parked', 2),
    handled('duplicate', 2),
  ]);
});

it('tells of an event that is passed by because another has its sequence, and of no other', () => {
  const { failures, lines } = remembering();
  failures.wentWell(
    note('a', '1'),
    new Map<string, Outcome>([
      ['1', 'applied'],
      ['2', 'stale'],
    ]),
  );
  expect(lines).toEqual([]);
  failures.wentWell(note('a', '2'), new Map([['2', 'stale']]));
  expect(lines).toMatchObject([
    {
      ...{ eventId: '2', subject: 'a', kind: 'turned' },
      msg: 'an event has the sequence of another and is passed by',
    },
  ]);
});

it('keeps, counts and tells of a dead letter', async () => {
  const { failures, kept, lines, numbersOf } = remembering();
  const reason = { errorClass: 'handler', error: 'TypeError: x is not a function' };
  await failures.deadLetter(aDelivery, reason);
  expect(kept).toEqual(['a dead letter']);
  expect(await numbersOf('deadLetters')).toEqual([{ consumer: 'listeners', class: 'handler', value: 1 }]);
  expect(lines).toMatchObject([
    { topic: 'recoup.notes.v1', key: 'note-1', ...reason, msg: 'a message became a dead letter' },
  ]);
});
