import { describe, expect, it } from 'vitest';
import { day, usd } from '../score/invoice.fixture.ts';
import {
  assignOwner,
  closeRecovered,
  completeAction,
  missAction,
  recoveredSoFar,
  writeOff,
} from './act-on-case.ts';
import type { PersonId } from './owner-router.ts';
import { aCase, kim, kimAtWork } from './risk-case.fixture.ts';

const noon = new Date('2026-04-23T12:00:00Z');
const today = day('2026-04-23');
const later = (hours: number): Date => new Date(noon.getTime() + hours * 3_600_000);
const done = (action: string) => ({ action, by: kimAtWork, note: null, commitment: null });
const first = 'Reach out and ask for a dated commitment';

describe('completing the due action', () => {
  it('sets the next one with a new window and counts as contact', () => {
    const result = completeAction(aCase(20, noon), done(first), today, later(3));
    expect(result).toMatchObject({
      ok: true,
      value: {
        case: {
          nextAction: { action: 'Confirm the owed amount and the state of disputes', dueAt: later(27) },
          invoice: { promises: { lastContactOn: today } },
        },
        events: [{ type: 'action-completed', action: first, dueAt: later(24) }],
      },
    });
  });

  it('keeps the promise that the debtor gave, and remembers the one before as broken', () => {
    const promised = { commitmentDate: day('2026-04-10') };
    const commitment = { date: day('2026-05-04'), confidence: 'medium' } as const;
    const result = completeAction(
      aCase(20, noon, { promises: promised }),
      { ...done(first), commitment },
      today,
      noon,
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        case: {
          paymentCommitmentConfidence: 'medium',
          invoice: { promises: { commitmentDate: '2026-05-04', brokenBefore: 1 } },
        },
      },
    });
  });

  it('refuses an action that is not the one due, so that a stale screen completes nothing', () => {
    expect(completeAction(aCase(20, noon), done('Send the standard reminder'), today, noon)).toEqual({
      ok: false,
      refusal: { reason: 'another-action-due' },
    });
  });

  it('refuses a promise for a day that has passed', () => {
    const commitment = { date: day('2026-04-22'), confidence: 'low' } as const;
    expect(completeAction(aCase(20, noon), { ...done(first), commitment }, today, noon)).toEqual({
      ok: false,
      refusal: { reason: 'commitment-in-the-past' },
    });
  });

  it('refuses on a closed case and on one that waits for its root cause', () => {
    const closed = closeRecovered(aCase(20, noon), noon).case;
    expect(completeAction(closed, done(first), today, noon)).toMatchObject({
      refusal: { reason: 'case-closed' },
    });
    const written = writeOff(aCase(20, noon), null, usd(1n), noon).case;
    expect(completeAction(written, done(first), today, noon)).toMatchObject({
      refusal: { reason: 'root-cause-due' },
    });
  });
});

describe('missing the window', () => {
  it('a missed window is recorded once, one level up, and the action stays due', () => {
    const { case: after, events } = missAction(aCase(31, noon), later(8.5));
    expect(events.map(({ type }) => type)).toEqual(['sla-breached', 'escalated']);
    expect(after).toMatchObject({ escalationLevel: 3, nextAction: { dueAt: later(8), breached: true } });
    expect(missAction(after, later(99)).events).toEqual([]);
  });

  it('has not happened while the window still runs', () => {
    expect(missAction(aCase(31, noon), later(8)).events).toEqual([]);
  });

  it('cannot lift an executive case any higher', () => {
    expect(missAction(aCase(61, noon), later(5)).events.map(({ type }) => type)).toEqual(['sla-breached']);
  });
});

describe('changing hands', () => {
  const lee = { ...kim, personId: '01920000-0000-7000-8000-00000000000b' as PersonId, name: 'Lee' };

  it('names the owner before, and how long a desk had to answer for it', () => {
    const atDesk = { ...aCase(20, noon), owner: { personId: null, role: 'COLLECTIONS_LEAD', name: 'Desk' } };
    const { events } = assignOwner(atDesk, lee, later(2));
    expect(events).toMatchObject([{ type: 'owner-assigned', previousOwner: 'Desk', latencyMs: 7_200_000 }]);
  });

  it('changes nothing for the same owner', () => {
    expect(assignOwner(aCase(20, noon), kim, later(2)).events).toEqual([]);
  });
});

describe('money coming in', () => {
  it('counts what was recovered while part is open, and all of it when nothing is', () => {
    const riskCase = aCase(20, noon);
    const half = { ...riskCase, invoice: { ...riskCase.invoice, outstanding: usd(800_000n) } };
    expect(recoveredSoFar(half)).toEqual(usd(1_000_000n));
    expect(closeRecovered(half, later(1)).case).toMatchObject({
      recoveryStatus: 'RECOVERED',
      recoveredAmount: usd(1_800_000n),
      nextAction: null,
      closedAt: later(1),
    });
  });
});
