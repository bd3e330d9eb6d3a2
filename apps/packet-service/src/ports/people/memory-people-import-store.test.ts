import { memoryPeople, memoryPeopleImportStore } from './memory-people-import-store.fixture.ts';
import { peopleImportStoreSuite } from './people-import-store.suite.ts';

const memory = memoryPeople();

peopleImportStoreSuite(() => ({
  imports: memoryPeopleImportStore(memory),
  hire: async (person) => {
    memory.people.set(person.id, { ...person, version: 1 });
  },
  personBehind: async (subject) =>
    [...memory.people.values()].find(({ identities }) => identities.some((one) => one.subject === subject)),
  refusalsOf: async (id) =>
    memory.refusals
      .filter(({ importId }) => importId === id)
      .map(
        ({ personId, action, reason }) => `${memory.people.get(personId)?.displayName} ${action} ${reason}`,
      ),
}));
