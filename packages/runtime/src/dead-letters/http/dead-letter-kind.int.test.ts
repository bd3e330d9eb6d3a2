import { randomUUID } from 'node:crypto';
import { eventOfRequest } from '@recoup/testkit/event-of-request';
import { rounds } from '@recoup/testkit/random-run';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../change-requests/change-request-parts.ts';
import { changeRequestsAbout } from '../../change-requests/change-request-views.ts';
import { changeRequests } from '../../change-requests/change-requests.ts';
import { consumerOfNotes, turned } from '../../consumer/consumer-of-notes.fixture.ts';
import { copiedDirectory, keepPeople } from '../../http/people-directory.ts';
import { consume, consumedTurns, FourEyes, NoteTurnedV1 } from '../../inbox/ledger-of-notes.fixture.ts';
import { notesInTest } from '../../inbox/notes-in-test.fixture.ts';
import { facts, on } from '../../inbox/subscription.ts';
import { createOutbox } from '../../outbox/outbox.ts';
import { causedBy } from '../../process/cause.ts';
import { type DeadLetter, findDeadLetter } from '../dead-letters.ts';
import { oneDeadLetterOf } from '../dead-notes.fixture.ts';
import type { ResolveDeadLetters } from '../resolve.ts';
import { deadLetterKind } from './dead-letter-kind.ts';

const { database, server } = await notesInTest(20, [FourEyes]);
const [kofi, sofia, nora] = [randomUUID(), randomUUID(), randomUUID()];
const role = { role: 'OPERATOR', entity: null, department: null, clientId: null };
await keepPeople(
  database,
  [kofi, sofia, nora].map((personId) => ({
    ...{ personId, version: 1, displayName: personId, email: 'o@example.test', active: true, identities: [] },
    roles: [{ ...role, validFrom: '2020-01-01', validUntil: null }],
  })),
);

const reason = 'the period is open again';
const now = () => new Date();
const caused = <T>(work: () => Promise<T>) => causedBy({ actor: 'test', correlationId: 'test' }, work);
const requestOf = (outcome: Outcome) => {
  if ('refusal' in outcome) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.request;
};

/** What two persons can do about one dead letter. */
const deskOf = (consumers: ResolveDeadLetters, { deadLetterId }: DeadLetter) => {
  const kind = deadLetterKind(database, consumers);
  const changes = changeRequests({
    ...{ database, now, kinds: [kind], service: 'notes', coolingHours: undefined },
    outbox: createOutbox(database, '/recoup/ledger-service', now),
    directory: copiedDirectory(database),
    today: () => now().toISOString().slice(0, 10),
  });
  const propose = (action: 'replay' | 'discard', personId: string = kofi) =>
    caused(() =>
      changes.propose({ kind, payload: { deadLetterId, action, sequence: null }, reason, personId }),
    );
  const proposed = async (action: 'replay' | 'discard') => requestOf(await propose(action)).changeRequestId;
  const approve = (changeRequestId: string, personId: string = sofia) =>
    caused(() => changes.approve({ changeRequestId, personId }));
  const withdraw = (changeRequestId: string) =>
    caused(() => changes.withdraw({ changeRequestId, personId: kofi }));
  return { propose, proposed, approve, withdraw };
};

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
  return { note, letter, breaks, consumer, desk: deskOf(consumer, letter) };
};

const letterNow = ({ deadLetterId }: DeadLetter) => findDeadLetter(database, deadLetterId);
const requestsAbout = ({ deadLetterId }: DeadLetter) =>
  changeRequestsAbout(database, 'DEAD_LETTER', [deadLetterId]);
const refusedFor = (why: string) => ({ refusal: expect.objectContaining({ reason: why }) });
const problem = (code: string) => ({ refusal: { problem: { code } } });

describe('two persons', () => {
  it('replay a dead letter: nothing happens before the second approves, and both are kept', async () => {
    const { note, letter, desk } = await aDeadFirstTurn();
    const id = await desk.proposed('replay');
    expect(await consumedTurns(database, note)).toEqual([]);
    expect(await desk.approve(id)).toMatchObject({ request: { state: 'APPROVED' } });
    expect(await consumedTurns(database, note)).toEqual([1, 2, 3]);
    expect(await letterNow(letter)).toMatchObject({
      ...{ state: 'replayed', resolvedBy: sofia, resolutionReason: reason },
    });
    expect(await requestsAbout(letter)).toMatchObject([
      { proposedBy: { personId: kofi }, reason, state: 'APPROVED', decidedBy: { personId: sofia } },
    ]);
  });

  it('discard one: what waited behind it follows', async () => {
    const { note, letter, desk } = await aDeadFirstTurn();
    expect(await desk.approve(await desk.proposed('discard'))).toMatchObject({ request: {} });
    expect(await consumedTurns(database, note)).toEqual([2, 3]);
    expect(await letterNow(letter)).toMatchObject({ state: 'discarded' });
  });

  it('are not the same person twice, and want one thing at a time', async () => {
    const { note, letter, desk } = await aDeadFirstTurn();
    const id = await desk.proposed('replay');
    expect(await desk.approve(id, kofi)).toEqual(refusedFor('own-proposal'));
    expect(await desk.propose('discard', sofia)).toEqual(refusedFor('already-proposed'));
    expect(await consumedTurns(database, note)).toEqual([]);
    expect(await letterNow(letter)).toMatchObject({ state: 'dead' });
  });

  it('may let a proposal go and propose anew; every one is kept', async () => {
    const { letter, desk } = await aDeadFirstTurn();
    const first = await desk.proposed('replay');
    expect(await desk.withdraw(first)).toMatchObject({ request: { state: 'WITHDRAWN' } });
    expect(await desk.approve(first)).toEqual(refusedFor('already-decided'));
    expect(await desk.approve(await desk.proposed('discard'))).toMatchObject({ request: {} });
    expect(await desk.propose('replay')).toMatchObject(problem('ALREADY_RESOLVED'));
    expect((await requestsAbout(letter)).map(({ state }) => state)).toEqual(['WITHDRAWN', 'APPROVED']);
  });

  it('find their proposal still open when what they approved fails, to be approved once more', async () => {
    const { note, letter, desk, breaks } = await aDeadFirstTurn();
    const id = await desk.proposed('replay');
    breaks(true);
    expect(await desk.approve(id)).toMatchObject(problem('REPLAY_FAILED'));
    expect(await letterNow(letter)).toMatchObject({ state: 'dead', attempts: letter.attempts + 1 });
    expect(await requestsAbout(letter)).toMatchObject([{ state: 'PROPOSED' }]);
    breaks(false);
    expect(await desk.approve(id)).toMatchObject({ request: { state: 'APPROVED' } });
    expect(await consumedTurns(database, note)).toEqual([1, 2, 3]);
  });
});

describe('at the same instant', () => {
  it('two approvals have one effect', async () => {
    const { note, desk } = await aDeadFirstTurn();
    const id = await desk.proposed('replay');
    const outcomes = await Promise.all([sofia, nora, sofia].map((person) => desk.approve(id, person)));
    expect(outcomes.filter((one) => 'request' in one)).toHaveLength(1);
    expect(await consumedTurns(database, note)).toEqual([1, 2, 3]);
  });

  it('one of approval and withdrawal wins, and what is kept says which', async () => {
    for (let round = 0; round < rounds(10); round += 1) {
      const { note, letter, desk } = await aDeadFirstTurn();
      const id = await desk.proposed('replay');
      const [approve, withdraw] = [() => desk.approve(id), () => desk.withdraw(id)];
      const outcomes = await Promise.all(round % 2 === 0 ? [approve(), withdraw()] : [withdraw(), approve()]);
      expect(outcomes.filter((one) => 'request' in one)).toHaveLength(1);
      const [request] = await requestsAbout(letter);
      const approved = request?.state === 'APPROVED';
      expect(await letterNow(letter)).toMatchObject({ state: approved ? 'replayed' : 'dead' });
      expect(await consumedTurns(database, note)).toEqual(approved ? [1, 2, 3] : []);
    }
  });

  it('a proposal does not outlive the resolution that it meets', async () => {
    const { letter, desk } = await aDeadFirstTurn();
    const id = await desk.proposed('replay');
    const [approved, proposed] = await Promise.all([desk.approve(id), desk.propose('discard')]);
    expect(approved).toMatchObject({ request: { state: 'APPROVED' } });
    expect(proposed).toMatchObject({ refusal: {} });
    expect((await requestsAbout(letter)).map(({ state }) => state)).toEqual(['APPROVED']);
  });
});

describe('the database itself', () => {
  const resolve = `update notes.dead_letter set state = 'replayed', resolved_by = $2, resolved_at = now()
                    where dead_letter_id = $1`;
  const query = (text: string, values: readonly unknown[]) => server.query(text, [...values]);

  it('refuses a resolution that nobody has proposed, one that nobody approved, and another than that', async () => {
    const { letter, consumer, desk } = await aDeadFirstTurn();
    const { deadLetterId: id } = letter;
    expect(await consumer.replay(letter, { operator: kofi })).toMatchObject({
      error: expect.stringContaining('no second person has approved'),
    });
    await expect(query(resolve, [id, kofi])).rejects.toThrow('no second person has approved');
    const request = await desk.proposed('discard');
    await expect(query(resolve, [id, sofia])).rejects.toThrow('no second person has approved');
    await server.query(`
      begin;
      update notes.change_request set state = 'APPROVED', decided_by = '${sofia}', decided_by_name = 'S',
             decided_at = proposed_at, decided_on = proposed_at::date where change_request_id = '${request}';
      ${eventOfRequest('notes', request, 'approved')};
      commit`);
    await expect(query(resolve, [id, sofia])).rejects.toThrow('no second person has approved');
    const discard = resolve
      .replace('replayed', 'discarded')
      .replace('now()', `now(), resolution_reason = 'r'`);
    await expect(query(discard, [id, kofi])).rejects.toThrow('no second person has approved');
    await query(discard, [id, sofia]);
    await expect(query(discard, [id, sofia])).rejects.toThrow('was resolved before');
  });

  it('goes on counting a resolved message that comes again', async () => {
    const note = randomUUID();
    const consumer = consumerOfNotes(database, facts(NoteTurnedV1.topic, []));
    const bad = { ...turned(note, 1), value: Buffer.from('{oops') };
    await consumer.handle([bad]);
    const letter = await oneDeadLetterOf(database, note);
    const desk = deskOf(consumer, letter);
    expect(await desk.approve(await desk.proposed('discard'))).toMatchObject({ request: {} });
    await consumer.handle([bad]);
    expect(await letterNow(letter)).toMatchObject({ state: 'discarded', attempts: 2 });
  });
});
