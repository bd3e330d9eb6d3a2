import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { FourEyes } from '../../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';

const { database, server } = await notesInTest(2, [FourEyes]);
const [deadLetterId, resolvedId, note] = [randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  await server.query(
    `insert into notes.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
     values ($1, 'notes', $1, 1, 'turned', 'x', now(), 'said')`,
    [note],
  );
  await server.query(`insert into notes.outbox_sequence values ('notes', $1, 1)`, [note]);
  await server.query(
    `insert into notes.inbox (consumer, event_id, outcome)
     values ('reader', $1, 'applied'), ('other', $1, 'parked')`,
    [note],
  );
  await server.query(`insert into notes.inbox_version values ('reader', 'notes', $1, 1)`, [note]);
  await server.query(
    `insert into notes.inbox_parked (consumer, topic, aggregate_id, sequence, event_id, part, position, headers, value)
     values ('other', 'notes', $1, 2, $1, 0, '1', '{}', 'said')`,
    [note],
  );
  await server.query(
    `insert into notes.dead_letter (dead_letter_id, consumer, topic, part, position, key, headers, value, error_class, error)
     values ($1, 'reader', 'notes', 0, '0', 'k', '{}', 'said', 'handler', 'broken')`,
    [deadLetterId],
  );
  await server.query(`
    update notes.outbox set published_at = now();
    alter table notes.dead_letter disable trigger all;
    insert into notes.dead_letter (dead_letter_id, consumer, topic, part, position, key, headers, error_class, error, attempts, state,
      resolved_by, resolved_at) values ('${resolvedId}', 'reader', 'notes', 0, '1', 'k', '{}', 'handler', 'broken', 2, 'replayed', 'x', now());
    alter table notes.dead_letter enable trigger all`);
});

const asRuntime = (statement: string) => database.query(sql.raw(statement));

describe('the role of a service', () => {
  it.each([
    ['what a message says', `update outbox set message = 'else'`],
    ['whose message it is', `update outbox set actor = 'else'`],
    ['a message that was sent', 'delete from outbox'],
    ['how many messages there were', 'delete from outbox_sequence'],
    ['which event was taken in', `update inbox set event_id = gen_random_uuid()`],
    ['that an event was taken in', `delete from inbox where outcome = 'applied'`],
    ['what became of an event', `update inbox set outcome = 'parked' where outcome = 'applied'`],
    ['how far an aggregate was taken in', 'delete from inbox_version'],
    ['what a parked event says', `update inbox_parked set value = 'else'`],
    ['what a dead letter says', `update dead_letter set value = 'else'`],
    ['a dead letter', 'delete from dead_letter'],
    ['which migrations ran', 'delete from schema_migration'],
  ])('changes nothing of %s', async (_what, statement) => {
    await expect(asRuntime(statement)).rejects.toThrow(/permission denied|stays known/);
  });

  it.each([
    ['that a message was sent', 'update outbox set published_at = null'],
    ['when a message was sent', `update outbox set published_at = now() + interval '1 day'`],
    ['how many messages there were', 'update outbox_sequence set last = last - 1'],
    ['how far an aggregate was taken in', 'update inbox_version set sequence = sequence - 1'],
  ])('sets nothing back of %s', async (_what, statement) => {
    await expect(asRuntime(statement)).rejects.toThrow(/never set back|is sent once/);
  });

  it('goes on from where messages stand', async () => {
    for (const statement of [
      'update outbox_sequence set last = last + 1',
      'update inbox_version set sequence = sequence + 1',
    ])
      await asRuntime(statement);
    expect(await server.query('select last from notes.outbox_sequence')).toEqual([{ last: 2 }]);
  });

  it('changes nothing of how a dead letter failed once it is resolved, but that it came again', async () => {
    const change = (set: string) =>
      asRuntime(`update dead_letter set ${set} where dead_letter_id = '${resolvedId}'`);
    for (const set of [`error = 'else'`, `error_class = 'else'`, 'attempts = 1', `last_at = '2020-01-01'`])
      await expect(change(set)).rejects.toThrow(/was resolved/);
    await change('attempts = attempts + 1, last_at = now()');
  });

  it('forgets what was only parked', async () => {
    await asRuntime(`delete from inbox where outcome = 'parked'`);
    expect(await server.query('select outcome from notes.inbox')).toEqual([{ outcome: 'applied' }]);
  });

  it('makes no temporary tables', async () => {
    await expect(asRuntime('create temporary table made_up (id int)')).rejects.toThrow(/permission denied/);
  });
});

/** Columns of the real table, as far as the rule asks for them. */
const columns = '(kind text, subject text, state text, proposed_by text, decided_by text, payload jsonb)';

it('a temporary table in the place of the change requests resolves no dead letter', async () => {
  const name = new URL(server.adminUrl).pathname.slice(1);
  await server.query(`grant temporary on database "${name}" to recoup_notes`);
  const blinded = database.transaction(async () => {
    for (const statement of [
      `create temporary table change_request ${columns}`,
      `insert into pg_temp.change_request (kind, subject, state, proposed_by, decided_by, payload)
       values ('DEAD_LETTER', '${deadLetterId}', 'APPROVED', 'one', 'two', '{"action": "replay"}')`,
      `update dead_letter set state = 'replayed', resolved_by = 'two' where dead_letter_id = '${deadLetterId}'`,
    ])
      await asRuntime(statement);
  });
  await expect(blinded).rejects.toThrow(/no second person has approved/);
});
