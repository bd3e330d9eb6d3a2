import { expect, it } from 'vitest';
import type { PeopleImportId } from '../../domain/people/people-import.ts';
import { aKnownPerson, aList, aRow } from '../../domain/people/people-listing.fixture.ts';
import { noon, on } from '../../domain/people/person.fixture.ts';
import {
  memoryPeople,
  memoryPeopleImportStore,
} from '../../ports/people/memory-people-import-store.fixture.ts';
import { proposePeople } from './propose-people.ts';

const [ada, nora] = [aKnownPerson('ada', 'ADMIN'), aKnownPerson('nora', 'AGENT')];
const everybody = [ada, aKnownPerson('alan', 'ADMIN'), nora];

const office = () => {
  const memory = memoryPeople();
  for (const person of everybody) memory.people.set(person.id, person);
  const clock = { now: () => noon, today: () => on('2026-03-02') };
  const propose = proposePeople(
    memoryPeopleImportStore(memory),
    clock,
    () => `import-${memory.imports.size + 1}` as PeopleImportId,
  );
  return { memory, propose };
};

it('keeps what an administrator proposes for somebody else to approve, and changes nobody yet', async () => {
  const { memory, propose } = office();
  const first = await propose({ personId: ada.id, file: aList(aRow()) });
  await propose({ personId: ada.id, file: aList(aRow({ email: 'paul@example.test', subject: 'paul' })) });
  expect(first).toMatchObject({
    ok: true,
    value: {
      id: 'import-1',
      state: 'PROPOSED',
      proposedBy: { id: ada.id, name: 'ada' },
      proposedAt: noon,
      changes: [{ effect: 'NEW', person: { email: 'nina@example.test' } }],
    },
  });
  expect([...memory.imports.keys()]).toEqual(['import-1', 'import-2']);
  expect([...memory.people.values()]).toEqual(everybody);
});

it('weighs a list against everybody as they stand now', async () => {
  const { memory, propose } = office();
  memory.people.set(nora.id, { ...nora, displayName: 'Nora Nowak', version: 2 });
  const listed = aRow({
    email: nora.email,
    display_name: 'Nora Nowak',
    subject: 'nora',
    valid_from: '2020-01-01',
  });
  expect(await propose({ personId: ada.id, file: aList(listed) })).toMatchObject({
    value: { changes: [{ effect: 'UNCHANGED', known: { id: nora.id, version: 2 } }] },
  });
});

it.each([
  ['whoever is no administrator', nora, aList(aRow()), { reason: 'role-missing' }],
  ['a list with a fault', ada, aList(aRow({ role: 'KING' })), { reason: 'list-refused' }],
])('refuses %s, and keeps nothing', async (_, person, file, refusal) => {
  const { memory, propose } = office();
  expect(await propose({ personId: person.id, file })).toMatchObject({ ok: false, refusal });
  expect(memory.imports.size).toBe(0);
});

it('asks for the role as of the business date', async () => {
  const { memory, propose } = office();
  const roles = [{ role: 'ADMIN' as const, scope: {}, from: on('2026-03-03') }];
  memory.people.set(ada.id, { ...ada, roles });
  expect(await propose({ personId: ada.id, file: aList(aRow()) })).toMatchObject({
    refusal: { reason: 'role-missing' },
  });
});
