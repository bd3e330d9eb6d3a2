import { expect, it } from 'vitest';
import { seededPeople, seededPerson, seededRoles } from './seeded-people.ts';

it('holds two people for each role, each named for it', () => {
  expect(seededPeople.length).toBe(2 * seededRoles.length);
  expect(new Set(seededPeople.map(({ displayName }) => displayName)).size).toBe(seededPeople.length);
  expect(seededPerson('vp-client-accounting-2')).toMatchObject({
    role: 'VP_CLIENT_ACCOUNTING',
    email: 'vp-client-accounting-2@recoup.example',
  });
});
