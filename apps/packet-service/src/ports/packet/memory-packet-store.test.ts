import { toMessages } from '../../adapters/outbox/to-message.ts';
import { historyOf } from '../../domain/history/packet-history.ts';
import { historyFoldsSuite } from './history-folds.suite.ts';
import { memoryPacketStore, memoryPackets } from './memory-packet-store.fixture.ts';
import { packetSignaturesSuite } from './packet-signatures.suite.ts';
import { packetStoreSuite } from './packet-store.suite.ts';
import type { PacketStoreUnderTest } from './packet-store-driver.fixture.ts';
import { splitWatchSuite } from './split-watch.suite.ts';

const memory = memoryPackets();
const eventsOf = (id: Parameters<typeof memory.kept.get>[0]) => memory.kept.get(id)?.events ?? [];

const underTest = (): PacketStoreUnderTest => ({
  store: memoryPacketStore(memory),
  hire: async (person) => {
    memory.people.set(person.id, person);
  },
  know: async (receivable) => {
    memory.receivables.set(receivable.id, receivable);
  },
  knowEntity: async (entity) => {
    if (!memory.entities.has(entity.code)) memory.entities.set(entity.code, entity);
  },
  joinClients: async (ids) => {
    for (const id of ids) memory.standsFor.set(id, ids[0]);
  },
  historyOf: async (id) => eventsOf(id).map(historyOf),
  publishedOf: async (id) =>
    eventsOf(id).flatMap((event) => toMessages(event).map(({ contract }) => contract.type)),
  refusalsOf: async (id) =>
    memory.refusals
      .filter(({ packetId }) => packetId === id)
      .map(
        ({ personId, action, reason }) => `${memory.people.get(personId)?.displayName} ${action} ${reason}`,
      ),
});

packetStoreSuite(underTest);
historyFoldsSuite(underTest);
splitWatchSuite(underTest);
packetSignaturesSuite(underTest);
