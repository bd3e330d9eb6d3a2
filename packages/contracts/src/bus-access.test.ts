import { expect, it } from 'vitest';
import { busAccess } from './bus-access.ts';
import { sources } from './topics.ts';

it('lets each topic be written by the services whose events are accepted on it, and by nobody else', () => {
  const writers = [...sources.keys()].map((topic) => {
    const users = busAccess
      .filter(({ writes }) => writes.includes(topic))
      .map(({ user }) => `/recoup/${user}`);
    return [topic, users.sort()] as const;
  });
  expect(new Map(writers)).toEqual(new Map([...sources].map(([topic, from]) => [topic, [...from].sort()])));
});
