import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { measureBus } from './bus-metrics.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => undefined);

it('answers a scrape in seconds although the bus never answers', async () => {
  const registry = new Registry();
  const member = { lag: never, stop: async () => undefined };
  const bus = {
    publish: never,
    subscribe: never,
    close: never,
    size: { bytes: never, oldestUnreadSeconds: never },
  };
  measureBus(bus, new Map([['ledger-service', member]]), registry);

  const scrape = registry.metrics();
  await vi.advanceTimersByTimeAsync(3_500);

  const text = await scrape;
  expect(text).toContain('recoup_bus_lag{consumer="ledger-service"} Nan');
  expect(text).toContain('recoup_bus_bytes Nan');
});
