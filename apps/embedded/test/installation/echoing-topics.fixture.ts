import { retention } from '@recoup/contracts/topics';
import type { SeededRandom } from '@recoup/local/seeded-random';
import { kafkaBus } from '@recoup/runtime/bus/kafka/kafka-bus';
import { echoGroup } from './groups-of-kafka.fixture.ts';
import type { Installation } from './installation.fixture.ts';

export type EchoingTopics = {
  readonly originals: () => number;
  readonly echoes: () => number;
  readonly stop: () => Promise<void>;
};

/** Puts each record that comes onto the topics there again, none to four times, so that every consumer gets it one to five times. */
export const echoingTopics = async (
  installation: Installation,
  random: SeededRandom,
): Promise<EchoingTopics> => {
  const bus = kafkaBus({ brokers: installation.brokers, clientId: echoGroup, sessionMs: 6_000 });
  let originals = 0;
  let echoes = 0;
  await bus.subscribe({
    group: echoGroup,
    topics: retention.map(({ topic }) => topic),
    onError: () => undefined,
    handle: async (batch) => {
      const again = batch
        .filter(({ headers }) => headers.echo === undefined)
        .flatMap(({ topic, key, headers, value }) => {
          originals += 1;
          const record = {
            topic,
            key,
            headers: { ...headers, echo: 'yes' },
            value: value ?? new Uint8Array(),
          };
          return Array.from({ length: random.below(5) }, () => record);
        });
      echoes += again.length;
      if (again.length > 0) await bus.publish(again);
    },
  });
  return { originals: () => originals, echoes: () => echoes, stop: () => bus.close() };
};
