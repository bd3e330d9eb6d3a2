import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bus, BusAway, LeadLost } from '../bus/bus.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { createMetrics } from '../process/metrics.ts';
import { startRelay } from './relay.ts';

const { server } = await notesInTest();
const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const relay of running.splice(0)) await relay.stop();
  await server.query('truncate notes.outbox, notes.outbox_resend');
});

const people = 'recoup.people.v1';
/** A round that does not come within seconds does not come. */
const soon = (probe: () => Promise<void> | void) => eventually(probe, 10_000);
/** What waits to be sent: the state of somebody. */
const aState = async (): Promise<string> => {
  const key = randomUUID();
  await server.query(
    `insert into notes.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
     values (gen_random_uuid(), $1, $2, 1, 'changed', 'test', now(), '{}')`,
    [people, key],
  );
  return key;
};
const resends = async () => {
  const rows = await server.query<{ aggregate_id: string; seconds: number }>(
    'select aggregate_id, extract(epoch from due_at - now())::int as seconds from notes.outbox_resend',
  );
  return rows.map(({ aggregate_id, seconds }) => ({ key: aggregate_id, minutes: Math.round(seconds / 60) }));
};

/** A relay over a bus on which the sends end as the test says, in turn; those after them go well. */
const relayOver = (
  ends: readonly (() => Promise<void>)[],
  { pollMs = 5, ...others }: Pick<Bus, 'takeLead'> & { readonly pollMs?: number } = {},
) => {
  const kept: string[] = [];
  const log: Record<string, unknown>[] = [];
  const metrics = createMetrics('test');
  let sends = 0;
  const relay = startRelay({
    url: server.runtimeUrl('notes'),
    schema: 'notes',
    compacted: new Set([people]),
    bus: {
      publish: async (records) => {
        const end = ends[sends];
        sends += 1;
        await end?.();
        kept.push(...records.map(({ key }) => key));
      },
      subscribe: () => Promise.reject(new Error('nobody listens here')),
      close: () => Promise.resolve(),
      ...others,
    },
    logger: pino({ base: null, timestamp: false }, { write: (line) => log.push(JSON.parse(line)) }),
    metrics,
    pollMs,
  });
  running.push(relay);
  return { relay, kept, log, metrics };
};
const failing = (error: Error) => () => Promise.reject(error);

/** A bus that tells leads apart, with the leads that were taken. */
const leads = () => {
  const taken: string[] = [];
  const takeLead = async (outbox: string) => {
    taken.push(outbox);
    return { outbox, epoch: String(taken.length) };
  };
  return { taken, takeLead };
};

describe('what an earlier leader may still have in its hands', () => {
  it('is written down, for when it has landed, on a bus that cannot refuse it', async () => {
    const key = await aState();
    const { kept } = relayOver([]);
    await soon(() => expect(kept).toEqual([key]));
    expect(await resends()).toEqual([{ key, minutes: 2 }]);
  });

  it('is nothing to remember on a bus that refuses it', async () => {
    const key = await aState();
    const { taken, takeLead } = leads();
    const { kept } = relayOver([], { takeLead });
    await soon(() => expect(kept).toEqual([key]));
    expect(await resends()).toEqual([]);
    expect(taken).toEqual(['notes']);
  });
});

describe('after a send that failed', () => {
  it.each([
    ['leads anew where it was succeeded', new LeadLost('another leads'), 2],
    ['keeps its lead where the bus is away', new BusAway('no broker'), 1],
  ])('the relay %s, says so, and sends the same', async (_what, error, times) => {
    const key = await aState();
    const { taken, takeLead } = leads();
    const { kept, log } = relayOver([failing(error)], { takeLead });

    await soon(() => expect(kept).toEqual([key]));

    expect(taken).toHaveLength(times);
    expect(log).toEqual([
      {
        level: 50,
        err: expect.objectContaining({ message: error.message }),
        msg: 'the relay could not publish; it tries again',
      },
    ]);
  });

  it('an operator reads which event the bus refuses, and why', async () => {
    const key = await aState();
    const { log } = relayOver([failing(new Error('too large'))]);

    await soon(() => expect(log).toHaveLength(1));

    expect(log).toEqual([
      {
        level: 50,
        aggregateId: key,
        err: expect.objectContaining({ message: 'too large' }),
        msg: 'the bus refuses events; they are held back and tried again',
      },
    ]);
  });
});

it('goes on reading at once while a batch was full, and marks what the bus has kept', async () => {
  await server.query(
    `insert into notes.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
     select gen_random_uuid(), $1, gen_random_uuid(), 1, 'changed', 'test', now(), '{}' from generate_series(1, 1200)`,
    [people],
  );
  const { kept, metrics } = relayOver([], { pollMs: 600_000 });
  await soon(async () =>
    expect(await server.query('select from notes.outbox where published_at is null')).toEqual([]),
  );
  expect(new Set(kept).size).toBe(1200);
  expect((await metrics.published.get()).values.map(({ value }) => value)).toEqual([1200]);
});

it('enters the duty that the runbook names', async () => {
  const { metrics } = relayOver([]);
  const { values } = await metrics.dutyLastDone.get();
  expect(values.map(({ labels }) => labels.duty)).toEqual(['publishing events']);
});

it('a send that ends while the relay stops is marked, and nothing is begun after it', async () => {
  const released = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const key = await aState();
  const { relay, kept } = relayOver([
    () => {
      begun.resolve();
      return released.promise;
    },
  ]);
  await begun.promise;
  await aState();
  const stopped = relay.stop();
  released.resolve();
  await stopped;
  expect(kept).toEqual([key]);
  const marked = await server.query('select aggregate_id from notes.outbox where published_at is not null');
  expect(marked).toEqual([{ aggregate_id: key }]);
  await soon(async () =>
    expect(
      await server.query(`select from pg_stat_activity
        where application_name = 'recoup-relay-notes' and datname = current_database()`),
    ).toEqual([]),
  );
});
