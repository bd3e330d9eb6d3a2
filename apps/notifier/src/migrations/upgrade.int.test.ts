import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { upgrade } from '@recoup/testkit/upgrade';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from './list.ts';

let server: TestDatabase;

beforeAll(async () => {
  server = await testDatabase('notifier');
});
afterAll(() => server.drop());

const letters = [
  `insert into notifier.delivery
     (delivery_id, event_id, event_type, template, recipient_id, recipient_name, about_kind, about_id, letter, subject,
      due_at, created_at)
   values (gen_random_uuid(), gen_random_uuid(), 'recoup.packet.submitted.v1', 'packet-submitted', gen_random_uuid(),
           'Ann', 'packet', gen_random_uuid(), '{}', 'A packet waits for you', now(), now())`,
];

it('keeps the letters of earlier releases, sent or not', async () => {
  expect(await upgrade(server, 'notifier', migrations, new Map([[1, letters]]))).toEqual([]);
});
