import { expect, it } from 'vitest';
import { newestOf } from './newest-states.ts';

const listenedTo = new Set(['turned']);
let events = 0;
const anEvent = (subject: string, sequence: number, type = 'turned') => {
  events += 1;
  return { id: `event-${events}`, type, subject, sequence };
};

it('keeps the highest sequence of each aggregate, wherever it stands; what it replaces is superseded', () => {
  const [first, third, second, alone] = [anEvent('a', 1), anEvent('a', 3), anEvent('a', 2), anEvent('b', 1)];
  const { newest, outcomes } = newestOf(listenedTo, [first, third, second, alone]);
  expect(newest).toEqual([third, alone]);
  expect([...outcomes]).toEqual([
    [first.id, 'superseded'],
    [third.id, 'applied'],
    [second.id, 'superseded'],
    [alone.id, 'applied'],
  ]);
});

it('keeps the first of two that claim one sequence, as it does when they come one after another', () => {
  const [first, second] = [anEvent('a', 1), anEvent('a', 1)];
  const { newest, outcomes } = newestOf(listenedTo, [first, second]);
  expect(newest).toEqual([first]);
  expect(outcomes.get(second.id)).toBe('superseded');
});

it('does not count a state as superseded by its own copy', () => {
  const once = anEvent('a', 1);
  const { newest, outcomes } = newestOf(listenedTo, [once, { ...once }]);
  expect(newest).toEqual([once]);
  expect([...outcomes]).toEqual([[once.id, 'applied']]);
});

it('passes by what nobody listens to, even where that is newer', () => {
  const [turn, song] = [anEvent('a', 1), anEvent('a', 2, 'sung')];
  const { newest, outcomes } = newestOf(listenedTo, [turn, song]);
  expect(newest).toEqual([turn]);
  expect([...outcomes.values()]).toEqual(['applied', 'ignored']);
  expect(newestOf(new Set(['turned', 'sung']), [turn, song]).newest).toEqual([song]);
});
