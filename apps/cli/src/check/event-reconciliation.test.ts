import { expect, it } from 'vitest';
import { type Messages, messageCounts, reconcile } from './event-reconciliation.ts';

const topic = 'recoup.packets.v1';
const producer = (published: number, committed = published) => ({
  published: [{ topic, committed, published }],
  consumed: [],
});
const listener = (passed: number, more: object = {}) => ({
  published: [],
  consumed: [{ consumer: 'ledger-service', topic, passed, parked: 0, dead: 0, discarded: 0, ...more }],
});
const at = (...answers: readonly Messages[]) => messageCounts(answers);
const holds = (before: ReturnType<typeof at>, after = before) =>
  reconcile(before, after).map((one) => one.holds);

it('every published event was taken in, is parked, dead or discarded', () => {
  expect(holds(at(producer(10), listener(10)))).toEqual([true]);
  expect(holds(at(producer(10), listener(6, { parked: 2, dead: 1, discarded: 1 })))).toEqual([true]);
});

it('an event that is nowhere was lost', () => {
  expect(reconcile(at(producer(10), listener(9)), at(producer(10), listener(9)))).toEqual([
    {
      holds: false,
      line: `${topic} at ledger-service: 10 published, 9 taken in, 0 parked, 0 dead, 0 discarded (1 lost)`,
    },
  ]);
});

it('a consumer that has consumed nothing at all is missed too', () => {
  expect(holds(at(producer(3), listener(0)))).toEqual([false]);
});

it('an event that was never committed is reported', () => {
  const [found] = reconcile(at(producer(10), listener(11)), at(producer(10), listener(11)));
  expect(found?.line).toContain('(1 never committed)');
});

it('what is not published yet, or comes while services answer one after the other, is no fault', () => {
  expect(holds(at(producer(10, 12), listener(10)))).toEqual([true]);
  expect(holds(at(producer(10), listener(9)), at(producer(12), listener(12)))).toEqual([true]);
  expect(holds(at(producer(10), listener(12)), at(producer(12), listener(12)))).toEqual([true]);
});

it('several services may publish on one topic', () => {
  expect(holds(at(producer(4), producer(6), listener(10)))).toEqual([true]);
});
