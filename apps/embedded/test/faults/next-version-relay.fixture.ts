import type { BusRecord } from '@recoup/runtime/bus/bus';
import { type RelayOptions, startRelay as startRelayOfThis } from '@recoup/runtime/outbox/relay';
import { nextVersionOf } from './next-version.fixture.ts';

const asNextVersion = (record: BusRecord): BusRecord => ({
  ...record,
  value: Buffer.from(JSON.stringify(nextVersionOf(JSON.parse(Buffer.from(record.value).toString('utf8'))))),
});

/** The relay of the next version: every event that it carries says more than this version knows. */
export const startRelay = (options: RelayOptions): ReturnType<typeof startRelayOfThis> =>
  startRelayOfThis({
    ...options,
    bus: { ...options.bus, publish: (records) => options.bus.publish(records.map(asNextVersion)) },
  });
