import { randomUUID } from 'node:crypto';
import { contract, type EventContract } from '@recoup/contracts/envelope';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { turned } from '../../consumer/consumer-of-notes.fixture.ts';
import { NoteTurnedV1, read } from '../ledger-of-notes.fixture.ts';
import { state } from '../subscription.ts';
import { newestOf } from './newest-states.ts';

const NoteSungV1 = contract('recoup.note.sung.v1', NoteTurnedV1.topic, z.object({ text: z.string() }));
const hearing = (...contracts: readonly EventContract[]) => state(contracts, () => Promise.resolve());
const turns = hearing(NoteTurnedV1);
const event = (note: string, turn: number, id?: string) => read(turned(note, turn, id)).event;

it('keeps the highest sequence of each aggregate, wherever it stands; what it replaces is superseded', () => {
  const [one, other] = [randomUUID(), randomUUID()];
  const [first, third, second, alone] = [event(one, 1), event(one, 3), event(one, 2), event(other, 1)];
  const { newest, outcomes } = newestOf(turns, [first, third, second, alone]);
  expect(newest).toEqual([third, alone]);
  expect([...outcomes]).toEqual([
    [first.id, 'superseded'],
    [third.id, 'applied'],
    [second.id, 'superseded'],
    [alone.id, 'applied'],
  ]);
});

it('keeps the first of two that claim one sequence, as it does when they come one after another', () => {
  const note = randomUUID();
  const [first, second] = [event(note, 1), event(note, 1)];
  const { newest, outcomes } = newestOf(turns, [first, second]);
  expect(newest).toEqual([first]);
  expect(outcomes.get(second.id)).toBe('superseded');
});

it('does not count a state as superseded by its own copy', () => {
  const once = event(randomUUID(), 1);
  const { newest, outcomes } = newestOf(turns, [once, { ...once }]);
  expect(newest).toEqual([once]);
  expect([...outcomes]).toEqual([[once.id, 'applied']]);
});

it('passes by what it does not listen to, even where that is newer', () => {
  const turn = event(randomUUID(), 1);
  const sung = { ...event(turn.subject, 2), type: NoteSungV1.type };
  const { newest, outcomes } = newestOf(turns, [turn, sung]);
  expect(newest).toEqual([turn]);
  expect([...outcomes.values()]).toEqual(['applied', 'ignored']);
  expect(newestOf(hearing(NoteTurnedV1, NoteSungV1), [turn, sung]).newest).toEqual([sung]);
});
