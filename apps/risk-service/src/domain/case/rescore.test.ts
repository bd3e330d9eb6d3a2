import { describe, expect, it } from 'vitest';
import { anInvoice, aProfile, usd } from '../score/invoice.fixture.ts';
import { scorecardV1 } from '../score/scorecard-v1.ts';
import {
  type Candidate,
  defaultOwnerPolicy,
  type OwnerDesk,
  ownerDesk,
  type PersonId,
} from './owner-router.ts';
import { type KnownItem, needsCase, type Rescored, rescore, scoreItem } from './rescore.ts';
import { aCase, kim, whenOverdue } from './risk-case.fixture.ts';
import type { RiskCaseId } from './risk-case.ts';

const noon = new Date('2026-04-23T12:00:00Z');
const invoice = anInvoice();
const owner: Candidate = {
  personId: kim.personId ?? ('nobody' as PersonId),
  name: kim.name,
  role: kim.role,
  entity: null,
  department: null,
  clientId: null,
  validFrom: invoice.issueDate,
  validUntil: null,
};
const desk = (people: readonly Candidate[] = [owner]): OwnerDesk =>
  ownerDesk(defaultOwnerPolicy, people, new Map(), new Map(), invoice.dueDate);
const anItem = (facts: Partial<KnownItem> = {}): KnownItem => ({
  invoice,
  profile: aProfile(),
  accounting: { state: 'open' },
  known: null,
  riskCase: null,
  writeOffKnown: false,
  ...facts,
});
const look = (daysOverdue: number, facts: Partial<KnownItem> = {}, people = desk()): Rescored => {
  const item = scoreItem(anItem(facts), scorecardV1, whenOverdue(invoice, daysOverdue));
  const newCase = { id: '01920000-0000-7000-8000-0000000000f9' as RiskCaseId, caseNo: 9n };
  return rescore(item, people, needsCase(item) ? newCase : null, noon);
};
const types = ({ change }: Rescored) => change?.events.map(({ type }) => type);
const writtenOff = { state: 'written-off', packetId: 'p-1', amount: usd(1_800_000n) } as const;

describe('looking at an open item again', () => {
  it('only scores it while it is not yet due', () => {
    expect(look(0)).toMatchObject({ row: 'scored', reminder: null, change: null });
  });

  it('gives an overdue low item an owner and a reminder, and leaves both alone afterwards', () => {
    const first = look(5);
    expect(first).toMatchObject({ row: 'scored', reminder: { owner: kim }, change: null });
    const known = { points: 15, band: 'low', cardVersion: 'v1', reminder: first.reminder } as const;
    expect(look(6, { known })).toMatchObject({ row: 'kept', reminder: first.reminder });
    const gone = look(6, { known }, desk([]));
    expect(gone).toMatchObject({ row: 'moved', reminder: { owner: defaultOwnerPolicy.fallback } });
    expect(gone.reminder?.dueAt).toEqual(first.reminder?.dueAt);
  });

  it('opens the case and ends the reminder when the band leaves low', () => {
    const opened = look(16);
    expect(opened).toMatchObject({ row: 'scored', reminder: null });
    expect(types(opened)).toEqual(['opened', 'owner-assigned']);
  });

  it('gives the case of somebody who left to another owner', () => {
    expect(types(look(20, { riskCase: aCase(20, noon) }, desk([])))).toEqual(['owner-assigned']);
    expect(types(look(20, { riskCase: aCase(20, noon) }))).toEqual([]);
  });
});

describe('looking at an item that is no longer open', () => {
  const known = { points: 30, band: 'medium', cardVersion: 'v1', reminder: null } as const;

  it('drops the score and closes the case of a paid one', () => {
    const paid = look(20, { accounting: { state: 'settled' }, known, riskCase: aCase(20, noon) });
    expect(paid.row).toBe('dropped');
    expect(types(paid)).toEqual(['closed']);
  });

  it('lets the case of a written-off one wait for its root cause', () => {
    const ended = look(95, { accounting: writtenOff, known, riskCase: aCase(95, noon) });
    expect(types(ended)).toEqual(['recommendation-withdrawn']);
    expect(ended.change?.case.recoveryStatus).toBe('WRITTEN_OFF_ROOT_CAUSE_DUE');
  });

  it('opens a case for a written-off one that never had any, once', () => {
    const ended = look(5, { accounting: writtenOff, known });
    expect(types(ended)).toEqual(['opened', 'owner-assigned']);
    expect(ended.change?.case).toMatchObject({ recoveryStatus: 'WRITTEN_OFF_ROOT_CAUSE_DUE', owner: kim });
    expect(look(5, { accounting: writtenOff, writeOffKnown: true }).change).toBeNull();
  });
});
