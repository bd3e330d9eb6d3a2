import { retention } from '@recoup/contracts/topics';
import type { Delivery } from '@recoup/runtime/bus/bus';
import { busOf } from './bus-of-installation.fixture.ts';
import { echoGroup } from './groups-of-kafka.fixture.ts';
import type { Installation } from './installation.fixture.ts';

export type EchoingTopics = {
  readonly originals: () => number;
  readonly echoes: () => number;
  readonly stop: () => Promise<void>;
};

/** Puts each record that comes onto the topics there again, none or more times, so that every consumer gets it so often once more. */
export const echoingTopics = async (
  installation: Installation,
  timesMore: (record: Delivery) => number,
): Promise<EchoingTopics> => {
  const bus = busOf(installation, echoGroup);
  let originals = 0;
  let echoes = 0;
  await bus.subscribe({
    group: echoGroup,
    topics: retention.map(({ topic }) => topic),
    onError: () => undefined,
    handle: async (batch) => {
      const again = batch
        .filter(({ headers }) => headers.echo === undefined)
        .flatMap((original) => {
          const { topic, key, headers, value } = original;
          originals += 1;
          const record = {
            topic,
            key,
            headers: { ...headers, echo: 'yes' },
            value: value ?? new Uint8Array(),
          };
          return Array.from({ length: timesMore(original) }, () => record);
        });
      echoes += again.length;
      if (again.length > 0) await bus.publish(again);
    },
  });
  return { originals: () => originals, echoes: () => echoes, stop: () => bus.close() };
};
