import { refused } from '@recoup/domain/result';
import { describe, expect, it } from 'vitest';
import type { KnownPerson } from './known-person.ts';
import { weighPeople } from './people-change.ts';
import type { PeopleFile } from './people-columns.ts';
import { beneficiariesOf, changedSince, standingOf } from './people-import.ts';
import { aKnownPerson, aList, aRow } from './people-listing.fixture.ts';
import { readListing } from './people-listing.ts';
import { holding, on, standing } from './person.fixture.ts';
import type { RoleAssignment } from './person.ts';

const [ada, alan] = [aKnownPerson('ada', 'ADMIN'), aKnownPerson('alan', 'ADMIN')];
const administrators = [ada, alan];
const weigh = (file: PeopleFile, everybody: readonly KnownPerson[] = administrators) => {
  const listings = readListing(file);
  return listings.ok ? weighPeople(listings.value, everybody, on('2026-03-02')) : refused(listings.refusal);
};
const changesOf = (file: PeopleFile, everybody?: readonly KnownPerson[]) => {
  const outcome = weigh(file, everybody);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};
const faultsOf = (file: PeopleFile, everybody?: readonly KnownPerson[]) => {
  const outcome = weigh(file, everybody);
  return outcome.ok ? [] : outcome.refusal.map(({ line, column, code }) => `${line} ${column} ${code}`);
};

describe('a list of people', () => {
  it('shows who is new, who changes and who stands so already', () => {
    const nina = { ...aKnownPerson('nina', 'AGENT'), roles: [] };
    const otto = aKnownPerson('otto');
    const changes = changesOf(
      aList(
        aRow({ display_name: 'nina' }),
        aRow({ email: 'otto@example.test', display_name: 'otto', subject: 'otto', role: '', valid_from: '' }),
        aRow({ email: 'paul@example.test', display_name: 'Paul', subject: 'paul' }),
      ),
      [...administrators, nina, otto],
    );
    expect(changes.map(({ effect }) => effect)).toEqual(['CHANGED', 'UNCHANGED', 'NEW']);
  });

  it('gives one person several roles and accounts, a row each', () => {
    const changes = changesOf(
      aList(aRow(), aRow({ role: 'DEPT_HEAD', department: 'MUSIC', subject: 'nina-2' })),
    );
    expect(changes).toHaveLength(1);
    expect(changes[0]?.person.roles.map(({ role }) => role)).toEqual(['AGENT', 'DEPT_HEAD']);
    expect(changes[0]?.person.identities.map(({ subject }) => subject)).toEqual(['nina', 'nina-2']);
  });

  it.each([
    ['an unknown role', [aRow({ role: 'KING' })], '2 role UNKNOWN_ROLE'],
    ['a day that does not exist', [aRow(), aRow({ valid_from: '2026-02-30' })], '3 valid_from NOT_A_DATE'],
    [
      'a role that ends before it begins',
      [aRow({ valid_until: '2025-01-01' })],
      '2 valid_until ENDS_BEFORE_IT_BEGINS',
    ],
    ['an address that is none', [aRow({ email: 'nina' })], '2 email NOT_AN_ADDRESS'],
    ['neither true nor false', [aRow({ active: 'maybe' })], '2 active NOT_A_FLAG'],
    ['no account', [aRow({ subject: ' ' })], '2 subject MISSING_VALUE'],
    ['a client that is no id', [aRow({ client_id: 'C-1' })], '2 client_id NOT_AN_ID'],
    ['a name nobody can see', [aRow({ display_name: 'Ni\u202ena' })], '2 display_name UNPRINTABLE'],
    ['a scope without a role', [aRow({ role: '', valid_from: '', entity: 'US01' })], '2 entity WITHOUT_ROLE'],
    [
      'two names for one address',
      [aRow(), aRow({ role: 'CFO', display_name: 'Nora' })],
      '3 display_name PERSON_DIFFERS',
    ],
    [
      'one account for two people',
      [aRow(), aRow({ email: 'otto@example.test' })],
      '3 subject ACCOUNT_OF_TWO',
    ],
    ['the same role twice', [aRow(), aRow()], '3 role DUPLICATE'],
    [
      'an exception without an end',
      [aRow({ exception_reason: 'small team' })],
      '2 exception_until MISSING_VALUE',
    ],
    [
      'an exception that is over',
      [aRow({ exception_reason: 'small team', exception_until: '2026-03-01' })],
      '2 exception_until EXCEPTION_OVER',
    ],
  ])('with %s is refused, naming line and column', (_name, rows, fault) => {
    expect(faultsOf(aList(...rows))).toContain(fault);
  });

  it('without a needed column, or with a foreign one, is refused', () => {
    const { rows } = aList(aRow());
    expect(faultsOf({ columns: ['email', 'colour'], rows })).toEqual(
      expect.arrayContaining(['1 role MISSING_COLUMN', '1 colour UNKNOWN_COLUMN']),
    );
  });

  it('may not make a second person of somebody by a new account', () => {
    const nina = { ...aKnownPerson('nina'), identities: [{ issuer: 'https://old.test', subject: 'n' }] };
    expect(faultsOf(aList(aRow()), [...administrators, nina])).toEqual(['2 email ADDRESS_OF_ANOTHER']);
  });

  it('may not mean two people with the accounts of one, nor one with those of two', () => {
    const [nina, otto] = [aKnownPerson('nina'), aKnownPerson('otto')];
    expect(
      faultsOf(aList(aRow(), aRow({ role: 'CFO', subject: 'otto' })), [...administrators, nina, otto]),
    ).toEqual(['2 subject AMBIGUOUS_PERSON']);
    const both = [...nina.identities, ...otto.identities];
    expect(
      faultsOf(aList(aRow(), aRow({ email: 'n2@example.test', subject: 'otto' })), [
        ...administrators,
        { ...nina, identities: both },
      ]),
    ).toEqual(['3 subject AMBIGUOUS_PERSON']);
  });

  it('may not leave a lone administrator', () => {
    const row = { email: 'alan@example.test', display_name: 'alan', subject: 'alan' };
    expect(faultsOf(aList(aRow({ ...row, role: 'AUDITOR' })))).toEqual(['0 role TOO_FEW_ADMINISTRATORS']);
  });
});

describe('roles that conflict', () => {
  const both = (more: Parameters<typeof aRow>[0]) =>
    aList(aRow(), aRow({ role: 'CLIENT_ACCOUNTING', ...more }));

  it('need an exception with a reason and an end', () => {
    expect(faultsOf(both({}))).toEqual(['3 role ROLE_CONFLICT']);
    expect(faultsOf(both({ exception_reason: 'small team', exception_until: '2026-06-30' }))).toEqual([]);
  });

  it('need one that holds on the first day of both', () => {
    const later = { valid_from: '2026-07-01', exception_reason: 'cover', exception_until: '2026-06-30' };
    expect(faultsOf(both(later))).toEqual(['3 exception_until ENDS_BEFORE_IT_BEGINS']);
  });

  it('need none where they never meet, or have met', () => {
    expect(faultsOf(both({ valid_from: '2025-01-01', valid_until: '2025-12-31' }))).toEqual([]);
    const past = { valid_from: '2026-01-01', valid_until: '2026-03-01' };
    expect(faultsOf(aList(aRow(past), aRow({ ...past, role: 'CLIENT_ACCOUNTING' })))).toEqual([]);
  });
});

describe('what an approver saw of a list', () => {
  it('no longer holds of those who have changed since, came to be known or are gone', () => {
    const [nina, otto, paul] = [aKnownPerson('nina'), aKnownPerson('otto'), aKnownPerson('paul')];
    const list = aList(
      ...['nina', 'otto', 'paul', 'rita'].map((subject) =>
        aRow({ subject, display_name: subject, email: `${subject}@example.test` }),
      ),
    );
    const then = changesOf(list, [...administrators, nina, otto, paul]);
    const now = changesOf(list, [...administrators, { ...nina, version: 2 }, otto, aKnownPerson('rita')]);
    const [stood = [], stands = []] = [then, now].map((changes) => changes.map(standingOf));
    expect(changedSince(then, stood, stands)).toEqual(['nina', 'paul', 'rita']);
    expect(changedSince(then, stood, stood)).toEqual([]);
  });
});

describe('whom a list gives or takes something', () => {
  const us = { entity: 'US01' };
  const held = (given: Partial<RoleAssignment> = {}): RoleAssignment => ({
    ...holding('AGENT'),
    from: on('2026-01-01'),
    ...given,
  });
  const excepted = { reason: 'r', until: on('2026-06-30') };
  const asExcepted = { exception_reason: 'r', exception_until: '2026-06-30' };
  const touched = (before: readonly RoleAssignment[], row: Parameters<typeof aRow>[0], active = true) => {
    const nina = { ...aKnownPerson('nina'), displayName: 'Nina', active, roles: before.map(standing) };
    return beneficiariesOf(changesOf(aList(aRow(row)), [...administrators, nina])).length === 1;
  };
  it.each<[string, readonly RoleAssignment[], Parameters<typeof aRow>[0], boolean]>([
    ['a role', [], {}, true],
    ['another role', [held()], { role: 'CFO' }, true],
    ['the role they have', [held()], {}, false],
    ['a wider scope', [held({ scope: us })], {}, true],
    ['a narrower scope', [held()], { entity: 'US01' }, true],
    ['the same scope', [held({ scope: us })], { entity: 'US01' }, false],
    ['an earlier beginning', [held({ from: on('2026-02-01') })], {}, true],
    ['no end', [held({ until: on('2026-12-31') })], {}, true],
    ['an end', [held()], { valid_until: '2026-12-31' }, true],
    ['the same end', [held({ until: on('2026-12-31') })], { valid_until: '2026-12-31' }, false],
    ['an exception', [held({ until: on('2026-06-30') })], asExcepted, true],
    ['the same exception', [held({ until: on('2026-06-30'), exception: excepted })], asExcepted, false],
    ['no role any more', [held()], { role: '', valid_from: '' }, true],
    ['a dismissal', [held()], { active: 'false' }, true],
    ['a number', [held()], { employee_number: 'E-1' }, false],
  ])('%s', (_name, before, row, isTouched) => {
    expect(touched(before, row)).toBe(isTouched);
  });

  it('is whoever returns, or may sign in by another account', () => {
    expect(touched([held()], {}, false)).toBe(true);
    const nina = { ...aKnownPerson('nina'), displayName: 'Nina', roles: [held()].map(standing) };
    const list = aList(aRow(), aRow({ subject: 'nina-2', role: '', valid_from: '' }));
    expect(beneficiariesOf(changesOf(list, [...administrators, nina]))).toEqual(['nina']);
  });

  it('is nobody who is new, since they cannot decide', () => {
    expect(beneficiariesOf(changesOf(aList(aRow())))).toEqual([]);
  });
});

describe('a role that is held by exception', () => {
  const excepted = { role: 'CLIENT_ACCOUNTING', exception_reason: 'cover', exception_until: '2026-06-30' };
  const rolesOf = (row: Parameters<typeof aRow>[0]) =>
    changesOf(aList(aRow(), aRow(row)))[0]?.person.roles.map(({ until }) => until);

  it('ends with it at the latest', () => {
    expect(rolesOf(excepted)).toEqual([undefined, '2026-06-30']);
    expect(rolesOf({ ...excepted, valid_until: '2026-05-31' })).toEqual([undefined, '2026-05-31']);
    expect(faultsOf(aList(aRow(), aRow({ ...excepted, valid_until: '2026-07-01' })))).toEqual([
      '3 valid_until OUTLASTS_EXCEPTION',
    ]);
  });
});

describe('administrators who can decide the next list', () => {
  const alanAs = (row: Parameters<typeof aRow>[0]) =>
    faultsOf(
      aList(
        aRow({ email: 'alan@example.test', display_name: 'alan', subject: 'alan', role: 'ADMIN', ...row }),
      ),
    );
  it.each([
    ['begins later', { valid_from: '2026-03-03' }],
    ['has an end', { valid_until: '2026-12-31' }],
    ['is limited to an entity', { entity: 'UK01' }],
  ])('are none whose role %s', (_why, row) => {
    expect(alanAs(row)).toEqual(['0 role TOO_FEW_ADMINISTRATORS']);
  });
  it('are those whose role has neither limits nor an end', () => {
    expect(alanAs({})).toEqual([]);
  });
  it('are one where they are one human', () => {
    const one = { ...ada, oneWith: [alan.id] };
    const other = { ...alan, oneWith: [ada.id] };
    expect(faultsOf(aList(aRow()), [one, other])).toEqual(['0 role TOO_FEW_ADMINISTRATORS']);
  });
});
