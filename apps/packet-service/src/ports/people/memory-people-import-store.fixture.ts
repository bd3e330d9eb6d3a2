import { accepted, refused } from '@recoup/domain/result';
import type { KnownPerson } from '../../domain/people/people-change.ts';
import type { DecidedImport, PeopleImport, PeopleImportId } from '../../domain/people/people-import.ts';
import type { PersonId } from '../../domain/people/person.ts';
import type { PeopleImportStore } from './people-import-store.ts';

export const memoryPeople = () => ({
  people: new Map<PersonId, KnownPerson>(),
  imports: new Map<PeopleImportId, PeopleImport>(),
  refusals: [] as { importId: PeopleImportId; personId: PersonId; action: string; reason: string }[],
});
export type MemoryPeople = ReturnType<typeof memoryPeople>;

/** Lists of people in memory. Nothing runs between reading and keeping, so what a lock does elsewhere one turn does here. */
export const memoryPeopleImportStore = (memory: MemoryPeople): PeopleImportStore => {
  const personOf = (id: PersonId): KnownPerson => {
    const person = memory.people.get(id);
    if (!person) throw new Error(`there is no person ${id}`);
    return person;
  };
  const everybody = () => [...memory.people.values()];
  const apply = ({ changes }: DecidedImport): void => {
    for (const { effect, known, person } of changes) {
      if (effect === 'UNCHANGED') continue;
      const id = known?.id ?? (`person-${memory.people.size + 1}` as PersonId);
      memory.people.set(id, { ...person, id, version: (known?.version ?? 0) + 1 });
    }
  };

  return {
    propose: async ({ personId, at, today }, decide) => {
      const decision = decide(everybody(), { person: personOf(personId), at, today });
      if (decision.ok) memory.imports.set(decision.value.id, decision.value);
      return decision;
    },
    decide: async ({ importId, personId, action, at, today }, decide) => {
      const proposed = memory.imports.get(importId);
      if (!proposed) return refused({ reason: 'no-such-import' });
      const decision = decide(proposed, everybody(), { person: personOf(personId), at, today });
      if (!decision.ok) {
        memory.refusals.push({ importId, personId, action, reason: decision.refusal.reason });
        return decision;
      }
      memory.imports.set(importId, decision.value);
      if (decision.value.state === 'APPLIED') apply(decision.value);
      return accepted(decision.value);
    },
  };
};
