import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { consumerOfNotes, turned } from '../consumer/consumer-of-notes.fixture.ts';
import { consume, consumedTurns, FourEyes, NoteTurnedV1 } from '../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { facts, on } from '../inbox/subscription.ts';
import { type DeadLetter, findDeadLetter } from './dead-letters.ts';
import { oneDeadLetterOf } from './dead-notes.fixture.ts';
import { requestsAbout } from './resolution-requests.ts';
import { resolveWithFourEyes } from './resolve-with-four-eyes.ts';

const { database, server } = await notesInTest(20, [FourEyes]);

/** The dead first turn of a note with two turns behind it, which would be consumed now. */
const aDeadFirstTurn = async () => {
  const note = randomUUID();
  let broken = true;
  const consumer = consumerOfNotes(
    database,
    facts(NoteTurnedV1.topic, [
      on(NoteTurnedV1, async ({ data: { noteId, turn } }) => {
        if (broken) throw new RangeError('out of range');
        await consume(database, noteId, turn);
      }),
    ]),
  );
  await consumer.handle([turned(note, 1), turned(note, 2), turned(note, 3)]);
  broken = false;
  const letter = await oneDeadLetterOf(database, note);
  const breaks = (does: boolean) => {
    broken = does;
  };
  return { note, letter, breaks, two: resolveWithFourEyes(database, consumer), consumer };
};

const reason = 'the period is open again';
const aReplay = { action: 'replay', sequence: null, reason, operator: 'kofi' } as const;
const aDiscard = { ...aReplay, action: 'discard' } as const;
const openRequest = async ({ deadLetterId }: DeadLetter): Promise<string> => {
  const open = (await requestsAbout(database, [deadLetterId])).find(({ state }) => state === 'open');
  if (!open) throw new Error('no request is open');
  return open.requestId;
};
const stateOf = async ({ deadLetterId }: DeadLetter) => (await findDeadLetter(database, deadLetterId))?.state;

describe('two persons', () => {
  it('replay a dead letter: nothing happens before the second confirms, and both are kept', async () => {
    const { note, letter, two } = await aDeadFirstTurn();
    expect(await two.request(letter, aReplay)).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual([]);
    const requestId = await openRequest(letter);

    expect(await two.confirm(letter, { requestId, action: 'replay', operator: 'sofia' })).toBeUndefined();

    expect(await consumedTurns(database, note)).toEqual([1, 2, 3]);
    expect(await findDeadLetter(database, letter.deadLetterId)).toMatchObject({
      state: 'replayed',
      resolvedBy: 'sofia',
      resolutionReason: reason,
    });
    expect(await requestsAbout(database, [letter.deadLetterId])).toMatchObject([
      { requestedBy: 'kofi', reason, state: 'confirmed', endedBy: 'sofia' },
    ]);
  });

  it('discard one: what waited behind it follows', async () => {
    const { note, letter, two } = await aDeadFirstTurn();
    await two.request(letter, aDiscard);
    const requestId = await openRequest(letter);
    expect(await two.confirm(letter, { requestId, action: 'discard', operator: 'sofia' })).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual([2, 3]);
    expect(await stateOf(letter)).toBe('discarded');
  });

  it('are not the same person twice, and do not confirm something else', async () => {
    const { note, letter, two } = await aDeadFirstTurn();
    await two.request(letter, aReplay);
    const requestId = await openRequest(letter);
    const confirmed = (operator: string, action: 'replay' | 'discard', id = requestId) =>
      two.confirm(letter, { requestId: id, action, operator });
    expect(await confirmed('kofi', 'replay')).toBe('own-request');
    expect(await confirmed('sofia', 'discard')).toBe('another-action-requested');
    expect(await confirmed('sofia', 'replay', randomUUID())).toBe('request-not-open');
    const other = await aDeadFirstTurn();
    expect(await other.two.confirm(other.letter, { requestId, action: 'replay', operator: 'sofia' })).toBe(
      'request-not-open',
    );
    expect(await consumedTurns(database, note)).toEqual([]);
    expect(await stateOf(letter)).toBe('dead');
  });

  it('may let a request go and ask anew; every request is kept', async () => {
    const { letter, two } = await aDeadFirstTurn();
    await two.request(letter, aReplay);
    expect(await two.request(letter, aDiscard)).toBe('already-requested');
    const first = await openRequest(letter);
    const withdrawal = { requestId: first, operator: 'kofi', reason: 'not yet' };
    expect(await two.withdraw(letter, withdrawal)).toBeUndefined();
    expect(await two.withdraw(letter, withdrawal)).toBe('request-not-open');
    expect(await two.confirm(letter, { requestId: first, action: 'replay', operator: 'sofia' })).toBe(
      'request-not-open',
    );
    expect(await two.request(letter, { ...aDiscard, operator: 'sofia' })).toBeUndefined();
    const requestId = await openRequest(letter);
    expect(await two.confirm(letter, { requestId, action: 'discard', operator: 'kofi' })).toBeUndefined();
    expect(await two.request(letter, aReplay)).toBe('already-resolved');
    expect(await requestsAbout(database, [letter.deadLetterId])).toMatchObject([
      { action: 'replay', state: 'withdrawn', endedBy: 'kofi', endedReason: 'not yet' },
      { action: 'discard', state: 'confirmed', requestedBy: 'sofia', endedBy: 'kofi' },
    ]);
  });

  it('find their request still open when what they confirmed fails, to be confirmed once more', async () => {
    const { note, letter, two, breaks } = await aDeadFirstTurn();
    await two.request(letter, aReplay);
    const confirmation = {
      requestId: await openRequest(letter),
      action: 'replay',
      operator: 'sofia',
    } as const;
    breaks(true);
    expect(await two.confirm(letter, confirmation)).toEqual({ error: 'RangeError: out of range' });
    expect(await findDeadLetter(database, letter.deadLetterId)).toMatchObject({
      state: 'dead',
      attempts: letter.attempts + 1,
    });
    breaks(false);
    expect(await two.confirm(letter, confirmation)).toBeUndefined();
    expect(await consumedTurns(database, note)).toEqual([1, 2, 3]);
  });
});

describe('at the same instant', () => {
  it('two confirmations have one effect', async () => {
    const { note, letter, two } = await aDeadFirstTurn();
    await two.request(letter, aReplay);
    const requestId = await openRequest(letter);
    const answers = await Promise.all(
      ['sofia', 'nora', 'sofia'].map((operator) =>
        two.confirm(letter, { requestId, action: 'replay', operator }),
      ),
    );
    expect(answers.map(String).sort()).toEqual(['request-not-open', 'request-not-open', 'undefined']);
    expect(await consumedTurns(database, note)).toEqual([1, 2, 3]);
  });

  it('one of confirmation and withdrawal wins, and what is kept says which', async () => {
    const winners = new Set<string>();
    for (let round = 0; round < 10; round += 1) {
      const { note, letter, two } = await aDeadFirstTurn();
      await two.request(letter, aReplay);
      const requestId = await openRequest(letter);
      const confirm = () => two.confirm(letter, { requestId, action: 'replay', operator: 'sofia' });
      const withdraw = () => two.withdraw(letter, { requestId, operator: 'kofi', reason: null });
      const both = round % 2 === 0 ? [confirm(), withdraw()] : [withdraw(), confirm()];
      const answers = await Promise.all(both);
      expect(answers.map(String).sort()).toEqual(['request-not-open', 'undefined']);
      const [request] = await requestsAbout(database, [letter.deadLetterId]);
      const confirmed = request?.state === 'confirmed';
      expect(await stateOf(letter)).toBe(confirmed ? 'replayed' : 'dead');
      expect(await consumedTurns(database, note)).toEqual(confirmed ? [1, 2, 3] : []);
      winners.add(String(request?.state));
    }
    expect([...winners].sort()).toEqual(['confirmed', 'withdrawn']);
  });

  it('one of two requests is kept', async () => {
    const { letter, two } = await aDeadFirstTurn();
    const answers = await Promise.all([
      two.request(letter, aReplay),
      two.request(letter, { ...aDiscard, operator: 'sofia' }),
    ]);
    expect(answers.map(String).sort()).toEqual(['already-requested', 'undefined']);
    expect(await requestsAbout(database, [letter.deadLetterId])).toHaveLength(1);
  });

  it('a request does not outlive the resolution that it meets', async () => {
    const { letter, two } = await aDeadFirstTurn();
    await two.request(letter, aReplay);
    const requestId = await openRequest(letter);
    const [confirmed, asked] = await Promise.all([
      two.confirm(letter, { requestId, action: 'replay', operator: 'sofia' }),
      two.request(letter, aDiscard),
    ]);
    expect(confirmed).toBeUndefined();
    expect(['already-requested', 'already-resolved']).toContain(asked);
    const open = (await requestsAbout(database, [letter.deadLetterId])).filter(
      ({ state }) => state === 'open',
    );
    expect(open).toEqual([]);
  });
});

describe('the database itself', () => {
  const query = (text: string, values: readonly unknown[]) => server.query(text, [...values]);
  const resolve = `update notes.dead_letter set state = 'replayed', resolved_by = $2, resolved_at = now()
                    where dead_letter_id = $1`;

  it('refuses a resolution that nobody has asked for, and one by a single person', async () => {
    const { letter, consumer } = await aDeadFirstTurn();
    const { deadLetterId: id } = letter;
    expect(await consumer.replay(letter, { operator: 'kofi' })).toMatchObject({
      error: expect.stringContaining('no second person has confirmed'),
    });
    await expect(query(resolve, [id, 'kofi'])).rejects.toThrow('no second person has confirmed');
    await query(
      `insert into notes.resolution_request (request_id, dead_letter_id, action, reason, requested_by)
       values (gen_random_uuid(), $1, 'replay', 'because', 'kofi')`,
      [id],
    );
    await expect(query(resolve, [id, 'sofia'])).rejects.toThrow('no second person has confirmed');
    const end = `update notes.resolution_request set state = 'confirmed', ended_by = $2, ended_at = now()
                  where dead_letter_id = $1`;
    await expect(query(end, [id, 'kofi'])).rejects.toThrow('resolution_request_four_eyes');
    await query(end, [id, 'sofia']);
    await expect(query(resolve, [id, 'kofi'])).rejects.toThrow('no second person has confirmed');
    await query(resolve, [id, 'sofia']);
    await expect(query(resolve, [id, 'sofia'])).rejects.toThrow('was resolved before');
  });

  it('changes and removes no request, and takes no second open one', async () => {
    const { letter, two } = await aDeadFirstTurn();
    await two.request(letter, aReplay);
    const requestId = await openRequest(letter);
    for (const change of [
      `update notes.resolution_request set reason = 'another' where request_id = $1`,
      `update notes.resolution_request set requested_by = 'sofia', state = 'withdrawn', ended_by = 'x', ended_at = now()
        where request_id = $1`,
      'delete from notes.resolution_request where request_id = $1',
    ])
      await expect(query(change, [requestId])).rejects.toThrow('ended once and never changed');
    await expect(
      query(
        `insert into notes.resolution_request (request_id, dead_letter_id, action, reason, requested_by)
         values (gen_random_uuid(), $1, 'replay', 'because', 'kofi')`,
        [letter.deadLetterId],
      ),
    ).rejects.toThrow('resolution_request_one_open');
  });

  it('goes on counting a resolved message that comes again', async () => {
    const note = randomUUID();
    const consumer = consumerOfNotes(database, facts(NoteTurnedV1.topic, []));
    const bad = { ...turned(note, 1), value: Buffer.from('{oops') };
    await consumer.handle([bad]);
    const letter = await oneDeadLetterOf(database, note);
    const two = resolveWithFourEyes(database, consumer);
    await two.request(letter, aDiscard);
    const requestId = await openRequest(letter);
    await two.confirm(letter, { requestId, action: 'discard', operator: 'sofia' });
    await consumer.handle([bad]);
    expect(await findDeadLetter(database, letter.deadLetterId)).toMatchObject({
      state: 'discarded',
      attempts: 2,
    });
  });
});
