import { expect, it } from 'vitest';
import { conserved, messageCounts } from './event-reconciliation.ts';

const topic = 'recoup.packets.v1';
const producer = (published: number, committed = published) => ({
  told: [{ topic, committed, published }],
  heard: [],
});
const listener = (passed: number, more: object = {}) => ({
  told: [],
  heard: [{ consumer: 'ledger-service', topic, passed, parked: 0, dead: 0, discarded: 0, ...more }],
});
const at = (...answers: readonly unknown[]) => messageCounts(answers);
const holds = (before: ReturnType<typeof at>, after = before) =>
  conserved(before, after).map((one) => one.holds);

it('every published event was taken in, is parked, dead or discarded', () => {
  expect(holds(at(producer(10), listener(10)))).toEqual([true]);
  expect(holds(at(producer(10), listener(6, { parked: 2, dead: 1, discarded: 1 })))).toEqual([true]);
});

it('an event that is nowhere was lost', () => {
  expect(conserved(at(producer(10), listener(9)), at(producer(10), listener(9)))).toEqual([
    {
      holds: false,
      line: `${topic} at ledger-service: 10 published, 9 taken in, 0 parked, 0 dead, 0 discarded (1 lost)`,
    },
  ]);
});

it('a consumer that has heard nothing at all is missed too', () => {
  expect(holds(at(producer(3), listener(0)))).toEqual([false]);
});

it('an event that nobody has told is a ghost', () => {
  const [found] = conserved(at(producer(10), listener(11)), at(producer(10), listener(11)));
  expect(found?.line).toContain('(1 that nobody told)');
});

it('what is not published yet, or comes while services answer one after the other, is no fault', () => {
  expect(holds(at(producer(10, 12), listener(10)))).toEqual([true]);
  expect(holds(at(producer(10), listener(9)), at(producer(12), listener(12)))).toEqual([true]);
  expect(holds(at(producer(10), listener(12)), at(producer(12), listener(12)))).toEqual([true]);
});

it('several services may tell on one topic', () => {
  expect(holds(at(producer(4), producer(6), listener(10)))).toEqual([true]);
});
