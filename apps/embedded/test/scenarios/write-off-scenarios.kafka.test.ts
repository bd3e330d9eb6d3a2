import { kafkaAvailable } from '@recoup/local/kafka/kafka-jars';
import { describe, expect, it } from 'vitest';
import { publishedSchemas, readAsStranger } from '../installation/independent-reader.fixture.ts';
import { writeOffScenarios } from './write-off-scenarios.suite.ts';

/** Each installation has a broker of its own, since groups and topics have the same names in every installation. */
const onOwnKafka = describe.runIf(kafkaAvailable());

onOwnKafka('each service in its own process, over Kafka', () =>
  writeOffScenarios({ processes: 'each', bus: 'kafka' }, (installation) => {
    describe('somebody else who reads the topics', () => {
      it('finds every record to be what the published schemas promise', async () => {
        const records = await readAsStranger(installation().brokers);
        const schemas = publishedSchemas();

        expect(records.flatMap(schemas.faultsOf)).toEqual([]);
        const types = records.map(({ type }) => type);
        expect(types).toEqual(
          expect.arrayContaining([
            'recoup.person.changed.v1',
            'recoup.receivable.imported.v1',
            'recoup.risk-case.opened.v1',
            'recoup.packet.content-frozen.v1',
            'recoup.packet.approved.v1',
            'recoup.packet.rejected.v1',
            'recoup.packet.recovered.v1',
            'recoup.ledger.write-off-executed.v1',
            'recoup.ledger.gl-posted.v1',
            'recoup.notification.sent.v1',
          ]),
        );
      });

      it('finds the life of each packet numbered without a hole, and in order', async () => {
        const records = await readAsStranger(installation().brokers, 'recoup\\.packets\\.v1');
        const packets = new Set(records.map(({ key }) => key));
        expect(packets.size).toBeGreaterThan(3);
        for (const packet of packets) {
          const numbers = records.filter(({ key }) => key === packet).map(({ sequence }) => sequence);
          expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        }
      });
    });
  }),
);
onOwnKafka('all services in one process, over Kafka', () =>
  writeOffScenarios({ processes: 'one', bus: 'kafka' }),
);
