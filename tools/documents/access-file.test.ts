import { busAccess, sources } from '@recoup/contracts/topics';
import { expect, it } from 'vitest';
import { staleFiles } from '../generated-files.ts';
import { accessFile } from './access-file.ts';

it('is committed as the access of the services is today; else run npm run generate', () => {
  expect(staleFiles('deploy', accessFile())).toEqual([]);
});

it('lets each topic be written by the services whose events are accepted on it, and by nobody else', () => {
  const writers = [...sources.keys()].map((topic) => {
    const users = busAccess
      .filter(({ writes }) => writes.includes(topic))
      .map(({ user }) => `/recoup/${user}`);
    return [topic, users.sort()] as const;
  });
  expect(new Map(writers)).toEqual(new Map([...sources].map(([topic, from]) => [topic, [...from].sort()])));
});
