import { messagingInvariants } from '@recoup/runtime/checks/invariants';
import { brokenBy } from '@recoup/testkit/planted-violation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notifierInvariants } from '../src/invariants.ts';
import { type NotifierInTest, startNotifier } from './notifier.fixture.ts';

let notifier: NotifierInTest;
beforeAll(async () => {
  notifier = await startNotifier();
  const { packet } = await notifier.submit();
  await notifier.ended(packet.packetId);
});
afterAll(() => notifier?.stop());

const planted: Readonly<Record<string, readonly string[]>> = {
  'I15-once': [
    'alter table delivery drop constraint delivery_once',
    `insert into delivery select (jsonb_populate_record(delivery, jsonb_build_object('delivery_id', gen_random_uuid()))).*
       from delivery limit 1`,
  ],
  'I15-ends': [
    `update delivery set state = 'queued', ended_at = null, attempts = 0, created_at = now() - interval '61 minutes'`,
  ],
};
const all = [...notifierInvariants, ...messagingInvariants];
const broken = (statements: readonly string[]) => brokenBy(notifier.database, 'notifier', all, statements);

it('every promise about mails is broken on purpose here', () => {
  expect(Object.keys(planted)).toEqual(notifierInvariants.map(({ id }) => id));
});

it('nothing is broken by mails as they are sent', async () => {
  expect(await broken([])).toEqual([]);
});

it.each(Object.entries(planted))('%s, and nothing else, shows when it is broken', async (id, statements) => {
  expect(await broken(statements)).toEqual([id]);
});
