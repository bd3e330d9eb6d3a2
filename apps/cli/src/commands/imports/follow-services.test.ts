import { expect, it } from 'vitest';
import { type EventsLeft, followServices } from './follow-services.ts';

/** Services of which each answer tells how far they are, a second apart. */
const following = async (...answers: readonly (readonly (number | undefined)[])[]) => {
  const lines: string[] = [];
  let asked = 0;
  const ask = async (): Promise<EventsLeft> => {
    const [ledger, packet, risk, notifier] = answers[asked] ?? [];
    asked += 1;
    return new Map([
      ['ledger', ledger],
      ['packet', packet],
      ['risk', risk],
      ['notifier', notifier],
    ]);
  };
  const took = await followServices(
    ask,
    (line) => lines.push(line),
    () => asked * 1_000,
    0,
  );
  return { took, lines, asked };
};

it('waits until nothing is under way in two answers, and says after how long each service was through', async () => {
  const { took, lines, asked } = await following(
    [2_000, 10, 0, 0],
    [0, 9_000, 12_000, 0],
    [0, 4_000, 9_000, 0],
    [0, 0, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  );
  expect(asked).toBe(7);
  expect(lines).toEqual([
    'ledger-service: 2,000 events to go; packet-service: 10 events to go',
    'packet-service: 9,000 events to go; risk-service: 12,000 events to go',
    'packet-service: 4,000 events to go, 5,000 a second, 1 s left; risk-service: 9,000 events to go, 3,000 a second, 3 s left',
    'risk-service: 1 event to go, 4,000 a second, 1 s left',
  ]);
  expect(took).toBe(
    'Every service has taken it in: ledger-service 1.0 s, packet-service 3.0 s, risk-service 5.0 s, notifier 0.0 s',
  );
});

it('does not take a bus that cannot be asked for one with nothing on it', async () => {
  const { lines, asked } = await following([0, undefined, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]);
  expect([asked, lines]).toEqual([3, ['packet-service: its bus does not answer']]);
});
