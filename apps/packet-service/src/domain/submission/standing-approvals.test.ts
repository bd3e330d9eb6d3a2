import { addDays } from '@recoup/domain/calendar-date';
import { expect, it } from 'vitest';
import { rejectPacket } from '../approval/reject-packet.ts';
import {
  aContent,
  acting,
  anna,
  aPacketInApproval,
  aReceivable,
  changeOf,
  dana,
  signedBy,
  vera,
} from '../packet/packet.fixture.ts';
import { standing as asHeld, holding, on } from '../people/person.fixture.ts';
import type { Person, RoleAssignment } from '../people/person.ts';
import { standingApprovals } from './standing-approvals.ts';

const today = on('2026-03-02');
const { packet: rejected } = changeOf(
  rejectPacket(
    signedBy(aPacketInApproval({ content: aContent(aReceivable('r1')) }), anna),
    'once more',
    acting(dana),
  ),
);
const standing = ({
  signer = anna,
  days = 0,
  hash = rejected.submission.dossierHash,
  draft = rejected,
} = {}) =>
  standingApprovals(
    draft,
    { dossierHash: hash },
    draft.contributors,
    (id) => (id === anna.id ? signer : undefined),
    addDays(today, days),
  )?.approvals.map(({ by }) => by.name);
const withRoles = (...roles: readonly RoleAssignment[]): Person => ({ ...anna, roles: roles.map(asHeld) });

it('the signatures of a rejected packet stand while nothing has changed', () => {
  expect(standing()).toEqual(['anna']);
});

it.each([
  ['is 30 days old', 30, ['anna']],
  ['is 31 days old', 31, undefined],
])('one that %s', (_age, days, expected) => {
  expect(standing({ days })).toEqual(expected);
});

it.each([
  ['has left', { ...anna, active: false }],
  ['holds the role no longer', withRoles(holding('AUDITOR'))],
  ['holds it for another entity', withRoles(holding('AGENT', { entity: 'UK01' }))],
  [
    'contributed under another entry',
    { ...anna, oneWith: rejected.contributors.map(({ personId }) => personId) },
  ],
  ['held it until yesterday', withRoles({ ...holding('AGENT'), until: addDays(today, -1) })],
])('one of somebody who %s does not', (_why, signer) => {
  expect(standing({ signer })).toBeUndefined();
});

it('one of somebody who is not known does not', () => {
  const unknown = standingApprovals(rejected, rejected.submission, [], () => undefined, today);
  expect(unknown).toBeUndefined();
});

it('none stands when approvers would be shown something else, or when one of them has contributed since', () => {
  expect(standing({ hash: 'another' })).toBeUndefined();
  const contributors = [...rejected.contributors, { personId: anna.id, as: 'EDITOR' } as const];
  expect(standing({ draft: { ...rejected, contributors } })).toBeUndefined();
});

it('of two, both must stand, or none does', () => {
  const twice = {
    ...rejected,
    approvals: [
      ...rejected.approvals,
      ...rejected.approvals.map((one) => ({ ...one, by: { id: vera.id, name: 'vera' } })),
    ],
  };
  expect(standing({ draft: twice })).toBeUndefined();
});
