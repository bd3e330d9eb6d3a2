import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sessionSettings } from '../../database/session.ts';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import { heldBack } from './held-back.ts';
import { nothingUnsure, unsureSends } from './unsure-sends.ts';

const { server } = await notesInTest();
const client = new pg.Client(sessionSettings(server.runtimeUrl('notes'), 'relay', 'test'));
await client.connect();
afterAll(() => client.end());
beforeEach(() => server.query('truncate notes.outbox, notes.outbox_resend'));

const people = 'recoup.people.v1';
const landedAfterMs = 60_000;
const unsureOfStates = (after = landedAfterMs) =>
  unsureSends({ compacted: new Set([people]), landedAfterMs: after });
const aState = (aggregate_id: string = randomUUID(), topic = people) => ({ topic, aggregate_id });

/** What is to be sent again, and in how many seconds. */
const resends = async () =>
  server.query<{ aggregate_id: string; seconds: number }>(
    `select aggregate_id, round(extract(epoch from due_at - now()))::int as seconds
       from notes.outbox_resend order by due_at`,
  );
const written = (aggregate: string, sequence: number, published: boolean, topic = people) =>
  server.query(
    `insert into notes.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message, published_at)
     values (gen_random_uuid(), $1, $2, $3, 'changed', 'test', now(), '{}', case when $4 then now() end)`,
    [topic, aggregate, sequence, published],
  );
const dueIn = (aggregate: string, seconds: number, topic = people) =>
  server.query('insert into notes.outbox_resend values ($1, $2, now() + make_interval(secs => $3))', [
    topic,
    aggregate,
    seconds,
  ]);
const nothingHeld = () => heldBack({ forMs: 60_000, onHeld: () => undefined });

describe('what was sent with an unknown end', () => {
  it('is written down when it may have landed, unless it is sure by then or keeps no newest state', async () => {
    const unsure = unsureOfStates();
    const [sure, open] = [aState(), aState()];
    unsure.add([sure, open, aState(randomUUID(), 'recoup.notes.v1')]);
    unsure.remove([sure]);
    await unsure.keep(client);
    expect(await resends()).toEqual([{ aggregate_id: open.aggregate_id, seconds: 60 }]);
  });

  it('is written down once, and for later when it is sent so again', async () => {
    const state = aState();
    await dueIn(state.aggregate_id, 5);
    const unsure = unsureOfStates();
    unsure.add([state, state]);
    await unsure.keep(client);
    expect(await resends()).toEqual([{ aggregate_id: state.aggregate_id, seconds: 60 }]);
    await server.query('truncate notes.outbox_resend');
    await unsure.keep(client);
    expect(await resends()).toEqual([]);
  });

  it('is all that is not published yet, when another may have led before', async () => {
    const [waiting, published, note] = [randomUUID(), randomUUID(), randomUUID()];
    await written(waiting, 1, false);
    await written(waiting, 2, false);
    await written(published, 1, true);
    await written(note, 1, false, 'recoup.notes.v1');
    await dueIn(waiting, 5);
    await unsureOfStates().keepUnpublished(client);
    expect(await resends()).toEqual([{ aggregate_id: waiting, seconds: 60 }]);
  });
});

describe('what is sent again', () => {
  const due = async (held = nothingHeld(), limit = 10) =>
    (await unsureOfStates().due(client, held, limit)).map(({ aggregate_id, sequence }) => ({
      aggregate_id,
      sequence,
    }));

  it('is the newest published state of each key that is due, the longest due first', async () => {
    const [early, late, future, unpublished] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    for (const aggregate of [early, late, future]) {
      await written(aggregate, 1, true);
      await written(aggregate, 2, true);
      await written(aggregate, 3, false);
    }
    await written(unpublished, 1, false);
    for (const [aggregate, seconds] of [
      [late, -1],
      [early, -2],
      [future, 60],
      [unpublished, -3],
    ] as const)
      await dueIn(aggregate, seconds);
    const [first, second] = [early, late].map((aggregate_id) => ({ aggregate_id, sequence: 2 }));
    expect(await due()).toEqual([first, second]);
    expect(await due(nothingHeld(), 1)).toEqual([first]);
  });

  it('is nothing that the bus refuses for now', async () => {
    const [held, other] = [randomUUID(), randomUUID()];
    for (const aggregate of [held, other]) {
      await written(aggregate, 1, true);
      await dueIn(aggregate, -1);
    }
    const refused = nothingHeld();
    refused.holdAggregate(held, new Error('too large'));
    expect(await due(refused)).toEqual([{ aggregate_id: other, sequence: 1 }]);
    refused.holdTopic(people, new Error('missing'));
    expect(await due(refused)).toEqual([]);
  });

  it('is struck off once it was sent, unless it became unsure anew meanwhile', async () => {
    const [sent, again] = [randomUUID(), randomUUID()];
    for (const aggregate of [sent, again]) {
      await written(aggregate, 1, true);
      await dueIn(aggregate, -1);
    }
    const unsure = unsureOfStates();
    const states = await unsure.due(client, nothingHeld(), 10);
    unsure.add([aState(again)]);
    await unsure.keep(client);
    await unsure.done(client, states);
    expect(await resends()).toEqual([{ aggregate_id: again, seconds: 60 }]);
  });
});

it('nothing is sent again where the bus refuses what would land late', async () => {
  await written(randomUUID(), 1, false);
  nothingUnsure.add([aState()]);
  await nothingUnsure.keep(client);
  await nothingUnsure.keepUnpublished(client);
  expect(await resends()).toEqual([]);
  expect(await nothingUnsure.due(client, nothingHeld(), 10)).toEqual([]);
});
