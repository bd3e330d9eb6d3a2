import { randomUUID } from 'node:crypto';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { afterEach, expect, it } from 'vitest';
import { createConsumerGroups } from '../consumer/consumer-groups.ts';
import { listeningToNotes } from '../consumer/consumer-of-notes.fixture.ts';
import type { Database } from '../database/database.ts';
import { consume, consumedTurns, NoteTurnedV1, notesCatalogue } from '../inbox/ledger-of-notes.fixture.ts';
import { createLogger } from '../process/logger.ts';
import { createMetrics } from '../process/metrics.ts';
import type { Bus } from './bus.ts';

export type LateBus = {
  readonly database: () => Database;
  /** A member of a bus that is not there yet. */
  readonly member: () => Bus;
  /** Brings the bus, with the topic of notes. */
  readonly appear: () => Promise<void>;
};

/** A program that starts while the bus is away is of use at once, and listens as soon as there is something to hear. */
export const lateBusSuite = (underTest: () => LateBus): void => {
  const open: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  it('starts while the bus is away, says that its lag is not known, and joins when the bus comes', async () => {
    const [database, bus] = [underTest().database(), underTest().member()];
    const metrics = createMetrics('test');
    const groups = createConsumerGroups(
      { database, bus, catalogue: notesCatalogue, logger: createLogger('test', 'silent'), metrics },
      [
        {
          group: 'listeners',
          subscriptions: [listeningToNotes((noteId, turn) => consume(database, noteId, turn))],
        },
      ],
    );
    const running = await groups.start();
    open.push(bus.close, running.stop);

    expect(await groups.lag()).toBeUndefined();
    expect(await metrics.registry.metrics()).toMatch(/recoup_bus_lag\{consumer="listeners".*\} Nan/);

    await underTest().appear();
    const note = randomUUID();
    const publisher = underTest().member();
    open.push(publisher.close);
    await eventually(() =>
      publisher.publish([eventRecord(NoteTurnedV1, note, 1, { noteId: note, turn: 1 })]),
    );

    await eventually(async () => expect(await consumedTurns(database, note)).toEqual([1]));
    await eventually(async () => expect(await groups.lag()).toBe(0));
  });
};
