import { describe, expect, it } from 'vitest';
import type { Directory, LiveActor } from '../http/people-directory.ts';
import { actingPerson, coversScope } from './change-authority.ts';
import {
  type Decider,
  type DecisionRefusal,
  deadlinesOf,
  type Proposal,
  refuseApproval,
  refuseProposal,
  refuseRejection,
  refuseWithdrawal,
} from './decision.ts';

const at = new Date('2026-03-02T10:00:00Z');
const moment = { at, today: '2026-03-02' };
const [before, after] = [new Date(at.getTime() - 1), new Date(at.getTime() + 1)];
const proposal = (given: Partial<Proposal> = {}): Proposal => ({
  state: 'PROPOSED',
  proposedBy: { personId: 'kofi', name: 'Kofi' },
  beneficiaries: [],
  validFrom: null,
  expiresAt: after,
  aloneFrom: null,
  ...given,
});
const sofia: Decider = { personId: 'sofia', oneWith: [], entitled: true };
const kofi: Decider = { personId: 'kofi', oneWith: [], entitled: true };
/** Kofi under a second entry, as two people declared it. */
const kofiAgain: Decider = { personId: 'kofi-2', oneWith: ['kofi'], entitled: true };
type Reason = DecisionRefusal['reason'] | undefined;

describe('an approval', () => {
  it.each<[string, Partial<Proposal>, typeof sofia, Reason]>([
    ['by another person', {}, sofia, undefined],
    ['by somebody whose roles do not cover it', {}, { ...sofia, entitled: false }, 'role-missing'],
    ['by whoever proposed it', {}, kofi, 'own-proposal'],
    ['by the human who proposed it, under another entry', {}, kofiAgain, 'own-proposal'],
    [
      'by the human who proposed it, when the cooling time of the other entry is over',
      { aloneFrom: at },
      kofiAgain,
      'own-proposal',
    ],
    [
      'by a beneficiary under another entry',
      { proposedBy: { personId: 'ada', name: 'Ada' }, beneficiaries: ['kofi'] },
      kofiAgain,
      'beneficiary',
    ],
    ['by a beneficiary', { beneficiaries: ['nora', 'sofia'] }, sofia, 'beneficiary'],
    ['of one that was approved', { state: 'APPROVED' }, sofia, 'already-decided'],
    ['of one that was rejected', { state: 'REJECTED' }, sofia, 'already-decided'],
    ['of one that was withdrawn', { state: 'WITHDRAWN' }, sofia, 'already-decided'],
    ['of one that was closed', { state: 'EXPIRED' }, sofia, 'expired'],
    ['at the moment it ends', { expiresAt: at }, sofia, 'expired'],
    ['after it has ended', { expiresAt: before }, sofia, 'expired'],
    ['from today on', { validFrom: '2026-03-02' }, sofia, undefined],
    ['from yesterday on', { validFrom: '2026-03-01' }, sofia, 'valid-from-past'],
    ['of their own when the cooling time ends', { aloneFrom: at }, kofi, undefined],
    ['of their own before that', { aloneFrom: after }, kofi, 'cooling'],
    [
      'of their own, which gives them something',
      { aloneFrom: before, beneficiaries: ['kofi'] },
      kofi,
      'beneficiary',
    ],
    [
      'of their own from yesterday on',
      { aloneFrom: before, validFrom: '2026-03-01' },
      kofi,
      'valid-from-past',
    ],
    ['by another during the cooling time', { aloneFrom: after }, sofia, undefined],
  ])('%s', (_name, given, decider, reason) => {
    expect(refuseApproval(proposal(given), decider, moment)?.reason).toBe(reason);
  });

  it('says until when somebody who is alone has to wait', () => {
    expect(refuseApproval(proposal({ aloneFrom: after }), kofi, moment)).toEqual({
      reason: 'cooling',
      until: after,
    });
  });
});

describe('a rejection', () => {
  it.each<[string, Partial<Proposal>, typeof sofia, string | null, Reason]>([
    ['by another person with a reason', {}, sofia, 'why', undefined],
    ['without a reason', {}, sofia, null, 'reason-missing'],
    ['by whoever proposed it', { aloneFrom: before }, kofi, 'why', 'own-proposal'],
    ['by a beneficiary', { beneficiaries: ['sofia'] }, sofia, 'why', 'beneficiary'],
    ['by somebody without a role', {}, { ...sofia, entitled: false }, 'why', 'role-missing'],
    ['too late', { expiresAt: at }, sofia, 'why', 'expired'],
    ['from a day that is over', { validFrom: '2026-03-01' }, sofia, 'why', undefined],
  ])('%s', (_name, given, decider, why, reason) => {
    expect(refuseRejection(proposal(given), decider, moment, why)?.reason).toBe(reason);
  });
});

describe('a withdrawal', () => {
  it.each<[string, Partial<Proposal>, typeof sofia, Reason]>([
    ['by whoever proposed it', {}, kofi, undefined],
    ['by them after their role has ended', {}, { ...kofi, entitled: false }, undefined],
    ['by another', {}, sofia, 'not-proposer'],
    ['of a decided one', { state: 'APPROVED' }, kofi, 'already-decided'],
    ['too late', { expiresAt: at }, kofi, 'expired'],
  ])('%s', (_name, given, decider, reason) => {
    expect(refuseWithdrawal(proposal(given), decider, moment)?.reason).toBe(reason);
  });
});

describe('a proposal', () => {
  type Given = Parameters<typeof refuseProposal>[0];
  const given: Given = { entitled: true, needsReason: true, why: 'why', validFrom: null };
  it.each<
    [string, Partial<typeof given> & { why?: string | null; validFrom?: string | null }, string | undefined]
  >([
    ['with all it needs', {}, undefined],
    ['without a role', { entitled: false }, 'role-missing'],
    ['without its reason', { why: null }, 'reason-missing'],
    ['without a reason that it does not need', { why: null, needsReason: false }, undefined],
    ['from today on', { validFrom: '2026-03-02' }, undefined],
    ['from yesterday on', { validFrom: '2026-03-01' }, 'valid-from-past'],
  ])('%s', (_name, more, reason) => {
    expect(refuseProposal({ ...given, ...more }, moment)?.reason).toBe(reason);
  });
});

describe('the deadlines of a proposal', () => {
  const kind = { expiresAfterDays: 2, alone: true };
  it.each([
    ['where two are needed', kind, undefined, null],
    ['of a kind that always takes two', { ...kind, alone: false }, 24, null],
    ['with a cooling time', kind, 24, '2026-03-03T10:00:00.000Z'],
    ['without cooling', kind, 0, '2026-03-02T10:00:00.000Z'],
    ['with a cooling time that outlasts it', kind, 48, null],
  ])('%s', (_name, of, hours, aloneFrom) => {
    const deadlines = deadlinesOf(at, of, hours);
    expect(deadlines.expiresAt.toISOString()).toBe('2026-03-04T10:00:00.000Z');
    expect(deadlines.aloneFrom?.toISOString() ?? null).toBe(aloneFrom);
  });
});

const grant = (role: string, entity: string | null = null, department: string | null = null) => ({
  ...{ role, entity, department, clientId: null, validFrom: '2026-01-01', validUntil: null },
});

describe('somebody who acts', () => {
  const acting = async (known: Omit<LiveActor, 'personId' | 'oneWith'> | undefined) => {
    const asked: string[] = [];
    const live: Directory['live'] = async (personId, today) => {
      asked.push(`${personId} on ${today}`);
      return known && { personId, oneWith: [], ...known };
    };
    return { asked, person: await actingPerson({ directory: { live } }, 'sofia', moment) };
  };
  const kind = { roles: ['ADMIN'] };

  it('is called what the directory calls them, and decides by the roles that it knows of that day', async () => {
    const { asked, person } = await acting({ displayName: 'Sofia', grants: [grant('ADMIN', 'A')] });
    expect(asked).toEqual(['sofia on 2026-03-02']);
    expect(person.ref).toEqual({ personId: 'sofia', name: 'Sofia' });
    const here = [{ entity: 'A', department: null, clientId: null }];
    expect(person.decides(kind, here)).toEqual({ ...sofia, entitled: true });
    expect(person.decides(kind, 'everything')).toEqual({ ...sofia, entitled: false });
    expect(person.decides({ roles: ['AUDITOR'] }, here)).toEqual({ ...sofia, entitled: false });
  });

  it('decides nothing when the directory does not know them', async () => {
    const { person } = await acting(undefined);
    expect(person.ref).toEqual({ personId: 'sofia', name: 'sofia' });
    expect(person.decides(kind, [])).toEqual({ ...sofia, entitled: false });
  });
});

describe('roles', () => {
  const part = (entity: string | null, department: string | null = null, clientId: string | null = null) => ({
    ...{ entity, department, clientId },
  });
  it.each([
    ['none', [], [part('A')], false],
    ['another role', [grant('AUDITOR')], [part('A')], false],
    ['everywhere', [grant('ADMIN')], [part('A'), part(null)], true],
    ['everywhere, for everything', [grant('ADMIN')], 'everything' as const, true],
    ['one entity, for everything', [grant('ADMIN', 'A')], 'everything' as const, false],
    ['its entity', [grant('ADMIN', 'A')], [part('A', 'ART')], true],
    ['one of two entities', [grant('ADMIN', 'A')], [part('A'), part('B')], false],
    ['both entities by two grants', [grant('ADMIN', 'A'), grant('ADMIN', 'B')], [part('A'), part('B')], true],
    ['its entity in one department', [grant('ADMIN', 'A', 'ART')], [part('A', 'ART')], true],
    ['another department', [grant('ADMIN', 'A', 'ART')], [part('A', 'FILM')], false],
    ['one entity, for all entities', [grant('ADMIN', 'A')], [part(null)], false],
    ['everywhere, for one client', [grant('ADMIN')], [part('A', 'ART', 'c-1')], true],
    ['another client', [{ ...grant('ADMIN'), clientId: 'c-1' }], [part('A', null, 'c-2')], false],
    ['its client', [{ ...grant('ADMIN'), clientId: 'c-1' }], [part('A', null, 'c-1')], true],
    ['all of one client, for no client', [{ ...grant('ADMIN'), clientId: 'c-1' }], [part('A')], false],
    [
      'one limited, one not, for everything',
      [grant('ADMIN', 'A'), grant('ADMIN')],
      'everything' as const,
      true,
    ],
    ['nothing in particular without a role', [grant('AUDITOR')], [], false],
    ['nothing in particular with a role', [grant('ADMIN', 'A')], [], true],
  ])('cover: %s', (_name, grants, scope, covered) => {
    expect(coversScope(grants, ['ADMIN', 'OPERATOR'], scope)).toBe(covered);
  });
});
