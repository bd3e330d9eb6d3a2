import { randomUUID } from 'node:crypto';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { onKafka } from '@recoup/testkit/on-kafka';
import { testDatabase } from '@recoup/testkit/test-database';
import { expect, it } from 'vitest';
import { consumerOfNotes } from '../../consumer/consumer-of-notes.fixture.ts';
import { deadLettersIn } from '../../dead-letters/dead-notes.fixture.ts';
import { consume, consumedTurns, NoteTurnedV1, notesDatabase } from '../../inbox/ledger-of-notes.fixture.ts';
import { facts, on } from '../../inbox/subscription.ts';
import { kafkaBus } from './kafka-bus.ts';
import { createTopics } from './setup/topics.ts';

onKafka('a handler with a fault in its code', (brokers) => {
  it.each([TypeError, SyntaxError, RangeError, ReferenceError].map((Fault) => ({ name: Fault.name, Fault })))(
    'that throws a $name holds back one aggregate, and the consumer goes on without a crash',
    async ({ Fault }) => {
      const server = await testDatabase('notes');
      const database = await notesDatabase(server);
      const connection = { brokers, clientId: 'failing-handler' };
      await createTopics(connection, [{ topic: NoteTurnedV1.topic, keep: { days: 1 } }], { replication: 1 });
      const bus = kafkaBus(connection);
      const [bad, good] = [randomUUID(), randomUUID()];
      const faulty = facts(NoteTurnedV1.topic, [
        on(NoteTurnedV1, async ({ data: { noteId, turn } }) => {
          if (noteId === bad) throw new Fault('a fault in the code');
          await consume(database, noteId, turn);
        }),
      ]);
      const consumer = consumerOfNotes(database, faulty, randomUUID(), { bus });
      await bus.publish(
        [1, 2, 3].flatMap((turn) =>
          [bad, good].map((noteId) => eventRecord(NoteTurnedV1, noteId, turn, { noteId, turn })),
        ),
      );

      await consumer.start();

      await eventually(async () => expect(await consumedTurns(database, good)).toEqual([1, 2, 3]));
      await eventually(async () => {
        const deadLetters = await deadLettersIn(database, 'dead', bad);
        expect(deadLetters.map(({ error }) => error)).toEqual([`${Fault.name}: a fault in the code`]);
      });
      expect(bus.counts?.().get('crash')).toBeUndefined();
      await bus.close();
      await database.close();
      await server.drop();
    },
  );
});
