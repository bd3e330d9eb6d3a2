import { describe, expect, it } from 'vitest';
import { anExecution, anna, clara, cora, dana, vera } from '../domain/packet/packet.fixture.ts';
import type { PacketId } from '../domain/packet/packet.ts';
import { noon, on } from '../domain/people/person.fixture.ts';
import { amount, eur, usd } from '../domain/receivable/money.fixture.ts';
import { desk } from './commands.fixture.ts';

const report = anExecution();
const outcomeOf = (result: { ok: true } | { ok: false; refusal: { reason: string } }) =>
  result.ok ? 'done' : result.refusal.reason;

/** A packet in each state, as its acts lead there. */
const paid = { kind: 'RECOVERY', reason: 'paid after all' } as const;

const inState = async (state: string) => {
  const given = desk();
  const { acts, by, draft, submit, approve } = given;
  const id = await draft();
  if (state === 'DRAFT') return { ...given, id };
  if (state === 'CANCELLED') await acts.cancelPacket({ ...by(clara, id), comment: null });
  else await submit(id);
  if (state === 'REJECTED_AGENT')
    await acts.decidePacket({ ...by(anna, id), decision: 'REJECT', comment: 'no log of 2025' });
  if (['APPROVED', 'COMPLETE', 'RECOVERED'].includes(state)) await approve(id, anna, dana, vera);
  if (['COMPLETE', 'RECOVERED'].includes(state)) await acts.applyExecution(id, report);
  if (state === 'RECOVERED') {
    await acts.askForRecovery({ ...by(cora, id), ...paid });
    await acts.applyRecovery(id, noon);
  }
  return { ...given, id };
};

describe('what may be done with a packet', () => {
  // state, then what becomes of: edit, submit, approve, cancel, delete, request recovery
  it.each([
    ['DRAFT', 'done', 'done', 'wrong-state', 'done', 'done', 'wrong-state'],
    ['SUBMITTED', 'wrong-state', 'wrong-state', 'done', 'wrong-state', 'wrong-state', 'wrong-state'],
    ['REJECTED_AGENT', 'done', 'done', 'wrong-state', 'done', 'once-submitted', 'wrong-state'],
    ['APPROVED', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'not-executed'],
    ['COMPLETE', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'done'],
    ['RECOVERED', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state'],
    ['CANCELLED', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state'],
  ])('%s: edit %s, submit %s, approve %s, cancel %s, delete %s, recover %s', async (state, ...expected) => {
    const { acts, by, packet, id } = await inState(state);
    expect(packet(id).statusCd).toBe(state);
    const outcomes = await Promise.all([
      acts.editPacket({ ...by(clara, id, 'preview'), name: 'Other' }),
      acts.submitPacket(by(clara, id, 'preview')),
      acts.decidePacket({ ...by(anna, id, 'preview'), decision: 'APPROVE', comment: null }),
      acts.cancelPacket({ ...by(clara, id, 'preview'), comment: null }),
      acts.deletePacket(by(clara, id, 'preview')),
      acts.askForRecovery({ ...by(cora, id, 'preview'), ...paid }),
    ]);
    expect(outcomes.map(outcomeOf)).toEqual(expected);
  });

  // state, then what becomes of the ledger's word that it executed, refused, recovered
  it.each([
    ['SUBMITTED', 'wrong-state', 'wrong-state', 'wrong-state'],
    ['APPROVED', 'done', 'done', 'wrong-state'],
    ['COMPLETE', 'wrong-state', 'wrong-state', 'wrong-state'],
    ['RECOVERED', 'wrong-state', 'wrong-state', 'wrong-state'],
  ])('%s: executed %s, refused %s, recovered %s', async (state, executed, refused, recovered) => {
    const refusal = { code: 'CURRENCY_CHANGED', why: 'closed' };
    const outcomes = await Promise.all([
      inState(state).then(({ acts, id }) => acts.applyExecution(id, report)),
      inState(state).then(({ acts, id }) => acts.applyRefusedExecution(id, refusal)),
      inState(state).then(({ acts, id }) => acts.applyRecovery(id, noon)),
    ]);
    expect(outcomes.map(outcomeOf)).toEqual([executed, refused, recovered]);
  });
});

describe('the route of a submission', () => {
  // commission, the client's submission before and its age in days, who signs last, the sum that raised the route
  it.each([
    ['49999.99', null, 0, 'VP_CLIENT_ACCOUNTING', null],
    ['50000.00', null, 0, 'CFO', null],
    ['250000.00', null, 0, 'CFO', null],
    ['250000.01', null, 0, 'MD', null],
    ['30000.00', '19999.99', 1, 'VP_CLIENT_ACCOUNTING', null],
    ['30000.00', '20000.00', 1, 'CFO', '50000.00'],
    ['30000.00', '20000.00', 29, 'CFO', '50000.00'],
    ['30000.00', '20000.00', 30, 'VP_CLIENT_ACCOUNTING', null],
    ['60000.00', '20000.00', 1, 'CFO', null],
    ['60000.00', '190000.01', 1, 'MD', '250000.01'],
  ])('of %s after %s of %d days ago ends with %s, raised by %s', async (own, before, days, last, raised) => {
    const { draft, submit, daysLater } = desk();
    if (before !== null) await submit(await draft(before));
    daysLater(days);
    const outcome = await submit(await draft(own));
    const submission = outcome.ok ? outcome.value.packet.submission : undefined;
    expect(submission?.route.at(-1)).toBe(last);
    expect(submission?.splitSum ?? null).toEqual(raised === null ? null : amount(raised));
  });

  // commission in euros, the rate of the day and its age in days, who signs last
  it.each([
    ['45871.55', 10_900n, 0, 'VP_CLIENT_ACCOUNTING'],
    ['45871.56', 10_900n, 0, 'CFO'],
    ['45871.56', 10_900n, 7, 'CFO'],
    ['45871.56', 10_900n, 8, 'submission-incomplete'],
  ])('of EUR %s at %d of %d days ago: %s', async (own, rate, age, expected) => {
    const { draft, submit, memory, daysLater } = desk();
    memory.rates.push({ from: eur, to: usd, day: on('2026-03-02'), rate, scale: 4 });
    daysLater(age);
    const outcome = await submit(await draft(own, { currency: eur }));
    expect(outcome.ok ? outcome.value.packet.submission.route.at(-1) : outcome.refusal.reason).toBe(expected);
  });

  it('comes with what an approver should beware of, also in a preview', async () => {
    const { acts, by, draft } = desk();
    const id = await draft('10.00', { dueDate: on('2026-01-01') });
    const warnings = [{ warning: 'AGED_BELOW_90_DAYS' }];
    expect(await acts.submitPacket(by(clara, id, 'preview'))).toMatchObject({ value: { warnings } });
    expect(await acts.submitPacket(by(clara, id))).toMatchObject({ value: { warnings } });
  });
});

describe('a name', () => {
  it.each([
    ['', 'name-blank'],
    ['x'.repeat(121), 'name-too-long'],
    ['zero\u200bwidth', 'name-unprintable'],
    ['PACKET OF  id-1', 'name-taken'],
    ['Another', 'done'],
  ])('%j is %s, for a new packet and for an edit', async (name, expected) => {
    const { acts, by, draft } = desk();
    await draft();
    const other = await draft('1.00');
    const created = await acts.createPacket({
      personId: clara.id,
      name,
      clientId: 'client-xyz',
      currency: null,
      receivableIds: [],
      defaultCriterion: null,
    });
    if (created.ok) await acts.deletePacket(by(clara, created.value.packet.id));
    expect(outcomeOf(created)).toBe(expected);
    expect(outcomeOf(await acts.editPacket({ ...by(clara, other), name }))).toBe(expected);
  });
});

describe('evidence', () => {
  const bytes = 'a'.repeat(64);

  it('is kept once the packet has taken it', async () => {
    const { draft, vault } = desk();
    await draft();
    expect(vault.kept).toEqual([bytes]);
  });

  it('that the vault does not take changes nothing', async () => {
    const { draft, attach, vault, packet } = desk();
    const id = await draft();
    vault.refuses = 'active-content';
    expect(await attach(id)).toMatchObject({
      refusal: { reason: 'file-refused', because: 'active-content' },
    });
    expect(packet(id).version).toBe(3);
    expect(vault.kept).toEqual([bytes]);
  });

  it('whose attaching is only previewed is not kept', async () => {
    const { draft, attach, vault, packet } = desk();
    const id = await draft();
    vault.kept.length = 0;
    const { version } = packet(id);
    expect(await attach(id, 'preview')).toMatchObject({ value: { packet: { version: version + 1 } } });
    expect(vault.kept).toEqual([]);
    expect(packet(id).version).toBe(version);
  });

  it('beyond the limit of a day is not kept, on whichever packet', async () => {
    const { draft, attach, vault, packet, memory } = desk({ uploadsADay: 2 });
    const [one, other] = [await draft(), await draft()];
    expect(await attach(one)).toMatchObject({ refusal: { reason: 'too-many-uploads', uploadsADay: 2 } });
    expect(packet(other).version).toBe(3);
    expect(vault.kept).toEqual([bytes, bytes]);
    expect(memory.refusals).toMatchObject([{ packetId: one, action: 'EDIT', reason: 'too-many-uploads' }]);
  });

  it('that the packet does not take is not kept', async () => {
    const { submit, draft, attach, vault } = desk();
    const id = await draft();
    await submit(id);
    expect(await attach(id)).toMatchObject({ refusal: { reason: 'wrong-state' } });
    expect(vault.kept).toEqual([bytes]);
  });
});

it('what is tried in vain is kept for the auditor, what is only previewed is not', async () => {
  const { acts, by, draft, memory } = desk();
  const id: PacketId = await draft();
  await acts.decidePacket({ ...by(anna, id, 'preview'), decision: 'APPROVE', comment: null });
  await acts.decidePacket({ ...by(anna, id), decision: 'APPROVE', comment: null });
  await acts.askForRecovery({ ...by(cora, id), ...paid });
  expect(memory.refusals).toEqual([
    { packetId: id, personId: anna.id, action: 'APPROVE', reason: 'wrong-state' },
    { packetId: id, personId: cora.id, action: 'RECOVER', reason: 'wrong-state' },
  ]);
});
