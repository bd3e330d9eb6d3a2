import { expect, it } from 'vitest';
import { describedEvents } from './event-catalogue.ts';
import { eventSchema } from './event-schema.ts';
import { brokenPromises, releasedSchemas } from './released-events.ts';

const today = async () =>
  new Map((await describedEvents()).map((event) => [event.contract.type, eventSchema(event)]));

it('keeps every promise of the last release', async () => {
  const released = releasedSchemas();
  expect(released.size).toBeGreaterThan(0);
  expect(brokenPromises(released, await today())).toEqual([]);
});

it('misses an event that was released and is gone', async () => {
  const [first] = await today();
  expect(brokenPromises(new Map(first ? [first] : []), new Map())).toEqual([
    `${first?.[0]} was released and is gone`,
  ]);
});

it('lets an event be added that no release has', async () => {
  expect(brokenPromises(new Map(), await today())).toEqual([]);
});
