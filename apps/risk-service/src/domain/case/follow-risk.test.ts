import { describe, expect, it } from 'vitest';
import type { Band } from '../score/band.ts';
import { anInvoice, day, usd } from '../score/invoice.fixture.ts';
import { completeAction, missAction, writeOff } from './act-on-case.ts';
import { followScore, openCase, reopenCase } from './follow-risk.ts';
import { aCase, kim, kimAtWork, scoreOf, whenOverdue } from './risk-case.fixture.ts';
import type { RiskCaseId } from './risk-case.ts';

const noon = new Date('2026-04-23T12:00:00Z');
const later = (hours: number): Date => new Date(noon.getTime() + hours * 3_600_000);
const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

describe('opening a case', () => {
  it.each<[number, Band, number, number]>([
    [16, 'medium', 1, 24],
    [31, 'high', 2, 8],
    [61, 'critical', 3, 4],
  ])(
    'a case opened at %i days overdue enters band %s with escalation level %i and a window of %i hours',
    (days, band, escalationLevel, hours) => {
      const opened = aCase(days, noon);
      expect(opened).toMatchObject({ band, escalationLevel, owner: kim, recoveryStatus: 'OPEN' });
      expect(opened.nextAction).toMatchObject({ dueAt: later(hours), breached: false });
    },
  );

  it('assigns the owner in the same step', () => {
    const invoice = anInvoice();
    const id = '01920000-0000-7000-8000-0000000000f1' as RiskCaseId;
    const { events } = openCase(id, 7n, invoice, scoreOf(invoice, 20), kim, noon);
    expect(types(events)).toEqual(['opened', 'owner-assigned']);
    expect(events[0]).toMatchObject({
      reasons: ['medium for its days overdue', '20 days overdue (30 points)'],
    });
  });
});

describe('following the score', () => {
  it('leaves the timer alone while the band stays', () => {
    const riskCase = aCase(20, noon);
    const { case: after, events } = followScore(
      riskCase,
      riskCase.invoice,
      scoreOf(riskCase.invoice, 25),
      later(9),
    );
    expect(events).toEqual([]);
    expect(after.nextAction).toEqual(riskCase.nextAction);
  });

  it('sets level, window and first action in one step when the band rises', () => {
    const riskCase = aCase(30, noon);
    const { case: after, events } = followScore(
      riskCase,
      riskCase.invoice,
      scoreOf(riskCase.invoice, 31),
      later(1),
    );
    expect(types(events)).toEqual(['band-changed']);
    expect(events[0]).toMatchObject({ from: 'medium' });
    expect(after).toMatchObject({
      band: 'high',
      escalationLevel: 2,
      bandEnteredAt: later(1),
      nextAction: { action: 'Escalate across functions with the evidence package', dueAt: later(9) },
    });
  });

  it('falls back to the milder band when its dispute is resolved', () => {
    const riskCase = aCase(5, noon, { dispute: { open: true, reason: 'price' } });
    const { case: after } = followScore(riskCase, anInvoice(), scoreOf(anInvoice(), 6), later(1));
    expect(after).toMatchObject({ band: 'low', escalationLevel: 0, nextAction: { dueAt: later(73) } });
  });

  it('keeps the level that a missed action reached when the band only catches up', () => {
    const missed = missAction(missAction(aCase(20, noon), later(25)).case, later(26)).case;
    expect(missed.escalationLevel).toBe(2);
    const twice = missAction(
      {
        ...missed,
        nextAction: { action: 'x', dueAt: noon, breached: false },
        recoveryStatus: 'OPEN',
        closedAt: null,
      },
      later(30),
    ).case;
    expect(twice.escalationLevel).toBe(3);
    expect(
      followScore(twice, twice.invoice, scoreOf(twice.invoice, 40), later(31)).case.escalationLevel,
    ).toBe(3);
  });
});

describe('recommending a write-off', () => {
  it('waits until a critical item is more than 90 days overdue', () => {
    const riskCase = aCase(61, noon);
    expect(followScore(riskCase, riskCase.invoice, scoreOf(riskCase.invoice, 90), noon).events).toEqual([]);
    const { case: after, events } = followScore(
      riskCase,
      riskCase.invoice,
      scoreOf(riskCase.invoice, 91),
      noon,
    );
    expect(types(events)).toEqual(['write-off-recommended']);
    expect(followScore(after, after.invoice, scoreOf(after.invoice, 92), noon).events).toEqual([]);
  });

  it('is taken back when a dispute is opened or a commitment stands', () => {
    const recommended = aCase(91, noon);
    expect(recommended.recommendation).not.toBeNull();
    const disputed = anInvoice({ dispute: { open: true, reason: 'price' } });
    expect(types(followScore(recommended, disputed, scoreOf(disputed, 92), noon).events)).toEqual([
      'recommendation-withdrawn',
    ]);
    const today = whenOverdue(recommended.invoice, 92);
    const promised = completeAction(
      recommended,
      {
        action: 'Escalate to an executive with a disposition deadline',
        by: kimAtWork,
        note: null,
        commitment: { date: day('2026-06-30'), confidence: 'high' },
      },
      today,
      noon,
    );
    if (!promised.ok) throw new Error(promised.refusal.reason);
    const { case: kept } = promised.value;
    expect(types(followScore(kept, kept.invoice, scoreOf(kept.invoice, 92), noon).events)).toEqual([
      'recommendation-withdrawn',
    ]);
  });
});

describe('a case whose packet was executed', () => {
  const writtenOff = writeOff(aCase(91, noon), 'p-1', usd(1_800_000n), later(1));

  it('waits for its root cause and takes its recommendation back', () => {
    expect(types(writtenOff.events)).toEqual(['recommendation-withdrawn']);
    expect(writtenOff.case).toMatchObject({
      recoveryStatus: 'WRITTEN_OFF_ROOT_CAUSE_DUE',
      nextAction: { action: 'Record the root cause and the prevention owner' },
      writeOff: { packetId: 'p-1', amount: usd(1_800_000n) },
    });
  });

  it('is not moved by scores any more', () => {
    const { case: riskCase } = writtenOff;
    expect(followScore(riskCase, riskCase.invoice, scoreOf(riskCase.invoice, 120), noon).events).toEqual([]);
  });

  it('is worked again when the write-off is reversed', () => {
    const invoice = anInvoice();
    const { case: after, events } = reopenCase(writtenOff.case, invoice, scoreOf(invoice, 95), later(2));
    expect(types(events)).toEqual(['band-changed', 'write-off-recommended']);
    expect(after).toMatchObject({ recoveryStatus: 'OPEN', band: 'critical', writeOff: null });
  });
});
