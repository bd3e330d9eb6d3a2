import pg from 'pg';
import { beforeEach, expect, it, vi } from 'vitest';
import { BusAway } from '../../bus/bus.ts';
import { heldBack } from './held-back.ts';
import { statesAgain } from './states-again.ts';
import { nothingUnsure, type StateToResend } from './unsure-sends.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => void vi.useRealTimers();
});

const aState = (aggregate: string): StateToResend => ({
  id: `row of ${aggregate}`,
  topic: 'states',
  aggregate_id: aggregate,
  sequence: 1,
  event_type: 'changed',
  message: Buffer.from('{}'),
  due_at: `when ${aggregate} has landed`,
});
const states = (count: number) => Array.from({ length: count }, (_, position) => aState(String(position)));
const keysOf = (all: readonly StateToResend[]) => all.map(({ aggregate_id }) => aggregate_id);

/** States that are due until they are struck off, on a bus that refuses what `refuse` answers an error for. */
const againOf = (
  open: readonly StateToResend[],
  refuse: (key: string) => Error | undefined = () => undefined,
) => {
  const due = new Set(open);
  const sent: string[] = [];
  let looks = 0;
  const held = heldBack({ forMs: 60_000, onHeld: () => undefined });
  const resend = statesAgain(
    {
      ...nothingUnsure,
      due: async (_client, { holds }, limit) => {
        looks += 1;
        return [...due].filter((state) => !holds(state)).slice(0, limit);
      },
      done: async (_client, all) => {
        for (const state of all) due.delete(state);
      },
    },
    held,
    undefined,
  );
  const leading = {
    client: new pg.Client(),
    publish: async (records: readonly { readonly key: string }[]) => {
      for (const { key } of records) {
        const refusal = refuse(key);
        if (refusal) throw refusal;
      }
      sent.push(...records.map(({ key }) => key));
    },
  };
  return { round: () => resend(leading), due: () => keysOf([...due]), sent, looks: () => looks };
};

it('publishes what is due once more, and strikes off what the bus has kept', async () => {
  const { round, due, sent } = againOf([aState('a'), aState('too large'), aState('b')], (key) =>
    key === 'too large' ? new Error(key) : undefined,
  );
  await round();
  expect(sent).toEqual(['a', 'b']);
  expect(due()).toEqual(['too large']);
});

it('looks once a second while little is due', async () => {
  const { round, looks } = againOf(states(99));
  await round();
  await round();
  vi.advanceTimersByTime(999);
  await round();
  expect(looks()).toBe(1);
  vi.advanceTimersByTime(1);
  await round();
  expect(looks()).toBe(2);
});

it('goes on at once while as many are due as are sent together', async () => {
  const { round, sent, looks } = againOf(states(101));
  for (let times = 0; times < 3; times += 1) await round();
  expect(sent).toEqual(keysOf(states(101)));
  expect(looks()).toBe(2);
});

it('tries again at once what it could not send, since nothing of it was struck off', async () => {
  let away = true;
  const { round, due, sent } = againOf([aState('a')], () => (away ? new BusAway('no broker') : undefined));
  await expect(round()).rejects.toBeInstanceOf(BusAway);
  expect(due()).toEqual(['a']);
  away = false;
  await round();
  expect([sent, due()]).toEqual([['a'], []]);
});
