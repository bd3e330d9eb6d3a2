import { accepted, refused } from '@recoup/domain/result';
import { expect, it } from 'vitest';
import type { KnownPerson } from '../../domain/people/known-person.ts';
import { aKnownPerson } from '../../domain/people/people-listing.fixture.ts';
import type { Listing } from '../../domain/people/people-listing.ts';
import { on } from '../../domain/people/person.fixture.ts';
import { seedPeople } from './seed-people.ts';

const nina = {
  displayName: 'Nina',
  email: 'nina@example.test',
  identities: [{ issuer: 'https://issuer.test', subject: 'nina' }],
  roles: [{ role: 'AGENT', validFrom: '2026-01-01' }],
};
const seeded = (everybody: readonly KnownPerson[], isTaken = true) => {
  const proposed: Listing[] = [];
  const seed = seedPeople(
    { seed: async (weigh) => weigh(everybody), everybody: async () => [], some: async () => [] },
    async (listings) => {
      proposed.push(...listings);
      return isTaken ? accepted({ changeRequestId: 'request' }) : refused('It cannot be proposed.');
    },
    () => on('2026-03-02'),
  );
  return { proposed, seed };
};
const administrators = [aKnownPerson('ada', 'ADMIN'), aKnownPerson('alan', 'ADMIN')];

it('people of a seed are added while nobody can decide about them', async () => {
  const { proposed, seed } = seeded([]);
  expect(await seed([nina])).toEqual(accepted({ added: 1, changed: 0, unchanged: 0, proposed: null }));
  expect(proposed).toEqual([]);
});

it('they are only proposed once two administrators can decide, and only those who would change', async () => {
  const ada = { ...nina, displayName: 'ada', email: 'ada@example.test' };
  const { proposed, seed } = seeded(administrators);
  const known = { ...ada, identities: [{ issuer: 'https://issuer.test', subject: 'ada' }] };
  expect(await seed([known, nina])).toEqual(
    accepted({ added: 0, changed: 0, unchanged: 1, proposed: 'request' }),
  );
  expect(proposed.map(({ person }) => person.displayName)).toEqual(['Nina']);
  expect(await seed([known])).toMatchObject({ value: { unchanged: 1, proposed: null } });
});

it('says why they are not taken', async () => {
  expect(await seeded([]).seed([{ ...nina, email: 'nina' }])).toMatchObject({
    refusal: { reason: 'list-refused', faults: [{ line: 1, column: 'email' }] },
  });
  expect(await seeded(administrators, false).seed([nina])).toEqual(
    refused({ reason: 'not-proposed', why: 'It cannot be proposed.' }),
  );
});
