import { type Envelope, envelope } from '@recoup/contracts/envelope';
import { retention } from '@recoup/contracts/topics';
import { eventually } from '@recoup/testkit/eventually';
import * as z from 'zod';
import { busOf } from './bus-of-installation.fixture.ts';
import { type Installation, serviceSchemas } from './installation.fixture.ts';

/** An event as it came, with whatever it carries besides what this release knows. */
export type Witnessed = Envelope & { readonly topic: string; readonly [unknown: string]: unknown };

export type Witness = {
  /** Every record in the order in which it came, copies too. */
  readonly records: () => readonly Witnessed[];
  /** Waits until all that the services have published has come. */
  readonly caughtUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const anyEnvelope = z.looseObject(envelope.shape);

/** Consumes everything that goes over the bus of an installation, from the first record on. */
export const witnessOf = async (installation: Installation): Promise<Witness> => {
  const bus = busOf(installation, 'witness');
  // By its position: the bus may hand out a record twice, and that is no copy.
  const consumed = new Map<string, Witnessed>();
  const subscription = await bus.subscribe({
    group: 'witness',
    topics: retention.map(({ topic }) => topic),
    onError: () => undefined,
    handle: async (batch) => {
      for (const { topic, partition, position, value } of batch) {
        const event = anyEnvelope.parse(JSON.parse(Buffer.from(value ?? []).toString()));
        consumed.set(`${topic} ${partition} ${position}`, { ...event, topic });
      }
    },
  });
  const everyEvent = serviceSchemas
    .map((schema) => `select event_id from ${schema}.outbox`)
    .join(' union all ');
  return {
    records: () => [...consumed.values()],
    caughtUp: () =>
      eventually(async () => {
        const published = await installation.database<{ event_id: string }>(everyEvent);
        const ids = new Set([...consumed.values()].map(({ id }) => id));
        const missing = published.filter(({ event_id }) => !ids.has(event_id)).length;
        const left = await subscription.lag();
        if (missing + left > 0) throw new Error(`${missing} events and ${left} records have not come`);
      }, 60_000),
    stop: () => bus.close(),
  };
};

/** The aggregates whose events did not come, each for the first time, as 1, 2, 3 ... */
export const outOfTurn = (records: readonly Witnessed[]): readonly string[] => {
  const first = [...Map.groupBy(records, ({ id }) => id).values()].flatMap((copies) => copies.slice(0, 1));
  const lives = Map.groupBy(first, ({ topic, subject }) => `${topic} ${subject}`);
  return [...lives].flatMap(([aggregate, events]) =>
    events.every(({ sequence }, index) => sequence === index + 1) ? [] : [aggregate],
  );
};
