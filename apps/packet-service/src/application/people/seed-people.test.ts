import { accepted } from '@recoup/domain/result';
import { expect, it } from 'vitest';
import type { ListedPerson } from '../../domain/people/person.ts';
import { seedPeople } from './seed-people.ts';

const role = { role: 'AGENT', validFrom: '2026-01-01' };
const nina = {
  displayName: ' Nina ',
  email: 'nina@example.test',
  identities: [{ issuer: 'https://issuer.test', subject: 'nina' }],
  roles: [role],
};
const seeded = () => {
  const listed: ListedPerson[] = [];
  const seed = seedPeople({
    addListed: async (people) => {
      listed.push(...people);
      return accepted({ added: people.length, changed: 0, unchanged: 0 });
    },
    everybody: async () => [],
  });
  return { listed, seed };
};

it.each([
  ['displayName', { displayName: '  ' }],
  ['email', { email: 'nina' }],
  ['email', { email: 'nina@localhost' }],
  ['identities', { identities: [] }],
  ['role', { roles: [{ ...role, role: 'KING' }] }],
  ['validFrom', { roles: [{ ...role, validFrom: '2026-02-30' }] }],
  ['validUntil', { roles: [{ ...role, validUntil: 'never' }] }],
])('a listing is refused for its %s: %j', async (field, given) => {
  const { listed, seed } = seeded();
  expect(await seed([nina, { ...nina, ...given }])).toMatchObject({
    refusal: { reason: 'invalid-listing', field },
  });
  expect(listed).toEqual([]);
});

it('a listing without scope and end gives a role everywhere and for ever', async () => {
  const { listed, seed } = seeded();
  await seed([nina]);
  expect(listed).toEqual([
    {
      displayName: 'Nina',
      email: 'nina@example.test',
      active: true,
      identities: nina.identities,
      roles: [{ role: 'AGENT', scope: {}, from: '2026-01-01' }],
    },
  ]);
});
