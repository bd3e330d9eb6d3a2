import { describe, expect, it } from 'vitest';
import { conflictingRoles } from './conflicting-roles.ts';
import { aPerson, aScopeKey, holding, on } from './person.fixture.ts';
import { approverRoles, holdsRoleFor, maySee } from './person.ts';

const day = on('2026-03-02');

describe('a role', () => {
  it('without a scope holds everywhere', () => {
    expect(
      holdsRoleFor(aPerson('ann', 'AGENT'), 'AGENT', [aScopeKey(), aScopeKey({ entity: 'UK01' })], day),
    ).toBe(true);
  });

  it('narrowed to an entity does not hold for a packet that spans two', () => {
    const ann = aPerson('ann', holding('AGENT', { entity: 'US01' }));
    expect(holdsRoleFor(ann, 'AGENT', [aScopeKey()], day)).toBe(true);
    expect(holdsRoleFor(ann, 'AGENT', [aScopeKey(), aScopeKey({ entity: 'UK01' })], day)).toBe(false);
  });

  it('given twice with two scopes covers a packet that spans both', () => {
    const ann = aPerson(
      'ann',
      holding('DEPT_HEAD', { department: 'MUSIC' }),
      holding('DEPT_HEAD', { department: 'FILM' }),
    );
    expect(holdsRoleFor(ann, 'DEPT_HEAD', [aScopeKey(), aScopeKey({ department: 'FILM' })], day)).toBe(true);
  });

  it('is not borrowed from another role that covers the place', () => {
    const ann = aPerson('ann', 'AUDITOR', holding('CFO', { entity: 'UK01' }));
    expect(holdsRoleFor(ann, 'CFO', [aScopeKey()], day)).toBe(false);
  });

  it('holds from its first day to its last and not a day longer', () => {
    const victor = aPerson('victor', {
      ...holding('VP_CLIENT_ACCOUNTING'),
      from: on('2026-01-01'),
      until: on('2026-03-01'),
    });
    const holdsOn = (text: string) => holdsRoleFor(victor, 'VP_CLIENT_ACCOUNTING', [aScopeKey()], on(text));
    expect(['2025-12-31', '2026-01-01', '2026-03-01', '2026-03-02'].map(holdsOn)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('ends when the person leaves', () => {
    expect(holdsRoleFor({ ...aPerson('ann', 'CFO'), active: false }, 'CFO', [], day)).toBe(false);
  });
});

describe('reading', () => {
  it('needs a role that covers the client', () => {
    const ann = aPerson('ann', holding('CLIENT_ACCOUNTING', { clientId: 'client-a' }));
    expect(maySee(ann, [aScopeKey({ clientId: 'client-a' })], day)).toBe(true);
    expect(maySee(ann, [aScopeKey({ clientId: 'client-b' })], day)).toBe(false);
  });

  it('is closed to somebody without any role', () => {
    expect(maySee(aPerson('ann'), [], day)).toBe(false);
  });
});

it.each(['CLIENT_ACCOUNTING', 'OPERATOR', 'ADMIN'] as const)(
  'reports %s together with any approver role as a conflict, and with no other role',
  (one) => {
    for (const other of approverRoles)
      expect(conflictingRoles(aPerson('uma', one, other), day)).toEqual([{ one, other, exception: null }]);
    expect(conflictingRoles(aPerson('uma', one, 'AUDITOR', 'CASE_OWNER', 'GL_ACCOUNTANT'), day)).toEqual([]);
  },
);

it('reports a conflict only while both roles are held, with the exception that covers the day', () => {
  const until = (last: string) => ({ ...holding('AGENT'), until: on(last) });
  expect(conflictingRoles(aPerson('uma', 'OPERATOR', until('2026-03-02')), day)).toHaveLength(1);
  expect(conflictingRoles(aPerson('uma', 'OPERATOR', until('2026-03-01')), day)).toEqual([]);
  const excepted = (last: string) => {
    const exception = { reason: 'small team', until: on(last) };
    return conflictingRoles(aPerson('uma', 'OPERATOR', { ...holding('AGENT'), exception }), day)[0]
      ?.exception;
  };
  expect(excepted('2026-03-02')).toEqual({ reason: 'small team', until: '2026-03-02' });
  expect(excepted('2026-03-01')).toBeNull();
});

it('reports Client Accounting together with an approver role as a conflict', () => {
  expect(conflictingRoles(aPerson('uma', 'CLIENT_ACCOUNTING', 'VP_CLIENT_ACCOUNTING'), day)).toEqual([
    { one: 'CLIENT_ACCOUNTING', other: 'VP_CLIENT_ACCOUNTING', exception: null },
  ]);
  expect(conflictingRoles(aPerson('dan', 'AGENT', 'DEPT_HEAD'), day)).toEqual([]);
});
