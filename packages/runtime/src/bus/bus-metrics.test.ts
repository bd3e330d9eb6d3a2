import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMetrics } from '../process/metrics.ts';
import { measureBus } from './bus-metrics.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => undefined);

it('answers a scrape in seconds although the bus never answers', async () => {
  const metrics = createMetrics('test');
  const member = { lag: never, stop: async () => undefined };
  const bus = {
    publish: never,
    subscribe: never,
    close: never,
    size: { bytes: never, oldestUnreadSeconds: never },
  };
  measureBus(bus, new Map([['ledger-service', member]]), metrics);

  const scrape = metrics.registry.metrics();
  await vi.advanceTimersByTimeAsync(3_500);

  const text = await scrape;
  expect(text).toContain('recoup_bus_lag{consumer="ledger-service",service="test"} Nan');
  expect(text).toContain('recoup_bus_bytes{service="test"} Nan');
});

it('shows when the bus was last pruned by this process, from the start on', async () => {
  const metrics = createMetrics('test');
  const listeners: (() => void)[] = [];
  const bus = {
    publish: never,
    subscribe: never,
    close: never,
    whenPruned: (listener: () => void) => void listeners.push(listener),
  };
  const prunedAt = async () => (await metrics.dutyLastDone.get()).values;
  const start = Date.now() / 1000;
  measureBus(bus, new Map(), metrics);
  expect(await prunedAt()).toEqual([{ labels: { duty: 'pruning of the bus' }, value: start }]);

  await vi.advanceTimersByTimeAsync(60_000);
  for (const listener of listeners) listener();

  expect(await prunedAt()).toMatchObject([{ value: start + 60 }]);
});
