import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PeopleFile } from '../../domain/people/people-columns.ts';
import {
  approveImport,
  type PeopleImportId,
  proposeImport,
  rejectImport,
} from '../../domain/people/people-import.ts';
import { aList, aRow } from '../../domain/people/people-listing.fixture.ts';
import { aPerson, noon, on } from '../../domain/people/person.fixture.ts';
import type { Person, PersonId, Role } from '../../domain/people/person.ts';
import type { PeopleImportStore } from './people-import-store.ts';

/** What lists under test must offer besides the port: people, and a look at what was kept. */
export type PeopleImportsUnderTest = {
  readonly imports: PeopleImportStore;
  readonly hire: (person: Person) => Promise<void>;
  /** Somebody by an account, with the version they stand at. */
  readonly personBehind: (subject: string) => Promise<
    | {
        readonly version: number;
        readonly roles: readonly { readonly role: Role }[];
      }
    | undefined
  >;
  /** Who tried what in vain, as `person action reason`. */
  readonly refusalsOf: (importId: PeopleImportId) => Promise<readonly string[]>;
};

/** The behaviour that use cases rely on, whatever keeps the lists. */
export const peopleImportStoreSuite = (underTest: () => PeopleImportsUnderTest): void => {
  const today = on('2026-03-02');
  const hired = async (name: string, ...roles: readonly Role[]): Promise<Person> => {
    const id = randomUUID() as PersonId;
    const identities = [{ issuer: 'https://issuer.test', subject: id }];
    const person = { ...aPerson(name, ...roles), id, identities, email: `${name}.${id}@example.test` };
    await underTest().hire(person);
    return person;
  };
  const administrators = async () => [await hired('ada', 'ADMIN'), await hired('alan', 'ADMIN')] as const;
  const newcomer = (role: Role = 'AGENT') => {
    const subject = randomUUID();
    const row = aRow({ email: `nina.${subject}@example.test`, subject, role });
    return { subject, list: aList(row) };
  };

  const propose = async (person: Person, list: PeopleFile): Promise<PeopleImportId> => {
    const id = randomUUID() as PeopleImportId;
    const proposed = await underTest().imports.propose(
      { personId: person.id, at: noon, today },
      (everybody, acting) => proposeImport(id, list, everybody, acting),
    );
    if (!proposed.ok) throw new Error(JSON.stringify(proposed.refusal));
    return proposed.value.id;
  };
  const approve = (person: Person, importId: PeopleImportId) =>
    underTest().imports.decide(
      { importId, personId: person.id, action: 'APPROVE_PEOPLE', at: noon, today },
      approveImport,
    );
  const reject = (person: Person, importId: PeopleImportId) =>
    underTest().imports.decide(
      { importId, personId: person.id, action: 'REJECT_PEOPLE', at: noon, today },
      (proposed, _everybody, acting) => rejectImport(proposed, 'not this year', acting),
    );

  describe('an approval', () => {
    it('makes the people of the list stand as listed, and not before', async () => {
      const [ada, alan] = await administrators();
      const { subject, list } = newcomer();
      const importId = await propose(ada, list);
      expect(await underTest().personBehind(subject)).toBeUndefined();
      expect(await approve(alan, importId)).toMatchObject({ value: { state: 'APPLIED' } });
      expect(await underTest().personBehind(subject)).toMatchObject({
        version: 1,
        roles: [{ role: 'AGENT' }],
      });
    });

    it('by the one who proposed is refused, kept for the auditor, and changes nobody', async () => {
      const [ada] = await administrators();
      const { subject, list } = newcomer();
      const importId = await propose(ada, list);
      expect(await approve(ada, importId)).toMatchObject({ refusal: { reason: 'own-proposal' } });
      expect(await underTest().refusalsOf(importId)).toEqual(['ada APPROVE_PEOPLE own-proposal']);
      expect(await underTest().personBehind(subject)).toBeUndefined();
    });

    it('is refused when somebody on the list has changed since it was proposed', async () => {
      const [ada, alan] = await administrators();
      const { subject, list } = newcomer();
      await approve(alan, await propose(ada, list));
      const later = aList(aRow({ email: `nina.${subject}@example.test`, subject, role: 'DEPT_HEAD' }));
      const [one, other] = [await propose(ada, later), await propose(ada, later)];
      expect(await approve(alan, one)).toMatchObject({ ok: true });
      expect(await approve(alan, other)).toMatchObject({ refusal: { reason: 'people-changed' } });
      expect(await underTest().personBehind(subject)).toMatchObject({
        version: 2,
        roles: [{ role: 'DEPT_HEAD' }],
      });
    });

    it('of a list that does not exist is refused', async () => {
      const [ada] = await administrators();
      expect(await approve(ada, randomUUID() as PeopleImportId)).toMatchObject({
        refusal: { reason: 'no-such-import' },
      });
    });
  });

  describe('a race', () => {
    it('of two who approve at once one does, and people change once', async () => {
      const [ada, alan] = await administrators();
      const amy = await hired('amy', 'ADMIN');
      const { subject, list } = newcomer();
      const importId = await propose(ada, list);
      const outcomes = await Promise.all([approve(alan, importId), approve(amy, importId)]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
        refusal: { reason: 'already-decided', state: 'APPLIED' },
      });
      expect(await underTest().personBehind(subject)).toMatchObject({ version: 1 });
    });

    it('of an approval and a rejection one decides', async () => {
      const [ada, alan] = await administrators();
      const { subject, list } = newcomer();
      const importId = await propose(ada, list);
      const [approval, rejection] = await Promise.all([approve(alan, importId), reject(ada, importId)]);
      expect([approval.ok, rejection.ok].filter(Boolean)).toHaveLength(1);
      expect((await underTest().personBehind(subject)) !== undefined).toBe(approval.ok);
    });
  });

  describe('what comes again', () => {
    it('an approval finds the list decided and changes nobody', async () => {
      const [ada, alan] = await administrators();
      const { subject, list } = newcomer();
      const importId = await propose(ada, list);
      await approve(alan, importId);
      expect(await approve(alan, importId)).toMatchObject({ refusal: { reason: 'already-decided' } });
      expect(await underTest().personBehind(subject)).toMatchObject({ version: 1 });
    });

    it('a list whose people stand so already changes nobody', async () => {
      const [ada, alan] = await administrators();
      const { subject, list } = newcomer();
      await approve(alan, await propose(ada, list));
      const again = await approve(alan, await propose(ada, list));
      expect(again).toMatchObject({ value: { changes: [{ effect: 'UNCHANGED' }] } });
      expect(await underTest().personBehind(subject)).toMatchObject({ version: 1 });
    });
  });
};
