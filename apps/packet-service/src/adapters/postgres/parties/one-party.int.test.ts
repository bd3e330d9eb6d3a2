import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packetDatabaseUnderTest } from '../packet-database.fixture.ts';
import { keepParties, oneWith, standsFor } from './one-party.ts';

let kept: Awaited<ReturnType<typeof packetDatabaseUnderTest>>;
beforeAll(async () => {
  kept = await packetDatabaseUnderTest();
});
afterAll(() => kept?.close());

const published = (partyId: string, onePartyId: string, sequence: number) =>
  keepParties(kept.database)([{ partyId, onePartyId, sequence }]);
const seen = async (partyId: string) => {
  const [found] = await kept.database.query<{ stands: string; ones: readonly string[] }>(sql`
    select ${standsFor(partyId)} as stands,
           array(select one::text from ${oneWith(partyId)} as ones (one) order by one) as ones`);
  return found;
};

it('an older state of a party changes nothing', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  expect(await seen(other)).toEqual({ stands: other, ones: [other] });
  await published(one, one, 1);
  await published(other, one, 2);
  const both = { stands: one, ones: [one, other].sort() };
  await published(other, other, 1);
  expect(await seen(other)).toEqual(both);
  expect(await seen(one)).toEqual(both);
  await published(other, other, 3);
  expect(await seen(one)).toEqual({ stands: one, ones: [one] });
});
