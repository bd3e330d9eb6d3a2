import { Gauge, type Registry } from 'prom-client';
import { beginDuty, type DutyMetrics } from '../process/duties/duty.ts';
import { answerWithinMs, gaugeOf, numberInTime, type ServiceMetrics } from '../process/metrics.ts';
import { within } from '../process/within.ts';
import type { Bus, BusSize, BusSubscription } from './bus.ts';

/** Shows how the groups joined here keep up, what happened on the bus, and what lies on it where it is ours to keep small. */
export const measureBus = (
  { counts, size, whenPruned }: Bus,
  joined: ReadonlyMap<string, BusSubscription>,
  metrics: DutyMetrics & Pick<ServiceMetrics, 'registry'>,
): void => {
  const { registry } = metrics;
  if (joined.size > 0) measureLag(joined, registry);
  if (size) measureSize(size, registry);
  if (counts) measureCounts(counts, registry);
  whenPruned?.(beginDuty(metrics, 'pruning of the bus'));
};

const measureLag = (joined: ReadonlyMap<string, BusSubscription>, registry: Registry): void => {
  new Gauge({
    name: 'recoup_bus_lag',
    help: 'Messages that a consumer group has still to take',
    labelNames: ['consumer'],
    registers: [registry],
    async collect() {
      // Without a broker there is no number, and the other metrics must still be had.
      const lags = [...joined].map(async ([consumer, { lag }]) => {
        this.set({ consumer }, await numberInTime(lag));
      });
      await Promise.all(lags);
    },
  });
};

const measureSize = ({ bytes, oldestUnreadSeconds }: BusSize, registry: Registry): void => {
  gaugeOf(registry, 'recoup_bus_bytes', 'Size of the bus in PostgreSQL, indexes included', bytes);
  new Gauge({
    name: 'recoup_bus_oldest_unread_seconds',
    help: 'Age of the oldest message that a group has still to take; of every group that ever joined, running or not',
    labelNames: ['consumer'],
    registers: [registry],
    async collect() {
      this.reset();
      const waiting = await within(answerWithinMs, oldestUnreadSeconds).catch(
        () => new Map<string, number>(),
      );
      for (const [consumer, seconds] of waiting) this.set({ consumer }, seconds);
    },
  });
};

const measureCounts = (counts: () => ReadonlyMap<string, number>, registry: Registry): void => {
  new Gauge({
    name: 'recoup_bus_events',
    help: 'Rebalances, crashes, fetches, requests without an answer in time and failed sends of this process since its start',
    labelNames: ['event'],
    registers: [registry],
    collect() {
      for (const [event, number] of counts()) this.set({ event }, number);
    },
  });
};
