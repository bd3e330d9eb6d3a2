import { beforeEach, expect, it, vi } from 'vitest';
import { heldBack } from './held-back.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => void vi.useRealTimers();
});
const holding = () => {
  const reports: unknown[] = [];
  return { reports, held: heldBack({ forMs: 1_000, onHeld: (...what) => reports.push(what) }) };
};
const [missing, large] = [new Error('the topic is missing'), new Error('too large')];

it('holds a topic and an aggregate until their time is over, each for itself', () => {
  const { held } = holding();
  held.holdTopic('songs', missing);
  vi.advanceTimersByTime(400);
  held.holdAggregate('a', large);
  vi.advanceTimersByTime(599);
  expect([held.topics(), held.aggregates()]).toEqual([['songs'], ['a']]);
  vi.advanceTimersByTime(1);
  expect([held.topics(), held.aggregates()]).toEqual([[], ['a']]);
  vi.advanceTimersByTime(400);
  expect(held.aggregates()).toEqual([]);
});

it('holds the rows of what it holds and no others', () => {
  const { held } = holding();
  held.holdTopic('songs', missing);
  held.holdAggregate('a', large);
  const holds = (topic: string, aggregate_id: string) => held.holds({ topic, aggregate_id });
  expect([holds('songs', 'b'), holds('notes', 'a'), holds('notes', 'b')]).toEqual([true, true, false]);
});

it('tells what it holds and why', () => {
  const { held, reports } = holding();
  held.holdTopic('songs', missing);
  held.holdAggregate('a', large);
  expect(reports).toEqual([
    [{ topic: 'songs' }, missing],
    [{ aggregateId: 'a' }, large],
  ]);
});
