import { type Envelope, envelope } from '@recoup/contracts/envelope';
import { retention } from '@recoup/contracts/topics';
import { eventually } from '@recoup/testkit/eventually';
import * as z from 'zod';
import { busOfLine } from './bus-of-installation.fixture.ts';
import { type Line, lineServices } from './installation.fixture.ts';

/** An event as it came, with whatever it carries besides what this release knows. */
export type Witnessed = Envelope & { readonly topic: string; readonly [unknown: string]: unknown };

export type Witness = {
  /** Every record in the order in which it came, copies too. */
  readonly records: () => readonly Witnessed[];
  /** Waits until all that the services have told has come. */
  readonly caughtUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const anyEnvelope = z.looseObject(envelope.shape);

/** Hears everything that goes over the bus of a line, from the first record on. */
export const witnessOf = async (line: Line): Promise<Witness> => {
  const bus = busOfLine(line, 'witness');
  // By its place: the bus may hand out a record twice, and that is no copy.
  const heard = new Map<string, Witnessed>();
  const subscription = await bus.subscribe({
    group: 'witness',
    topics: retention.map(({ topic }) => topic),
    onError: () => undefined,
    handle: async (batch) => {
      for (const { topic, partition, position, value } of batch) {
        const event = anyEnvelope.parse(JSON.parse(Buffer.from(value ?? []).toString()));
        heard.set(`${topic} ${partition} ${position}`, { ...event, topic });
      }
    },
  });
  const untold = lineServices.map((schema) => `select event_id from ${schema}.outbox`).join(' union all ');
  return {
    records: () => [...heard.values()],
    caughtUp: () =>
      eventually(async () => {
        const told = await line.database<{ event_id: string }>(untold);
        const ids = new Set([...heard.values()].map(({ id }) => id));
        const missing = told.filter(({ event_id }) => !ids.has(event_id)).length;
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
    events.every(({ sequence }, place) => sequence === place + 1) ? [] : [aggregate],
  );
};
