import { refused } from '@recoup/domain/result';
import { describe, expect, it } from 'vitest';
import type { KnownPerson } from './known-person.ts';
import { weighPeople } from './people-change.ts';
import type { PeopleFile } from './people-columns.ts';
import { beneficiariesOf, writtenBy } from './people-import.ts';
import { aKnownPerson, aList, aRow } from './people-listing.fixture.ts';
import { readListing } from './people-listing.ts';
import { on } from './person.fixture.ts';

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

describe('whom a list means', () => {
  const [nina, otto] = [
    { ...aKnownPerson('nina', 'CFO'), displayName: 'Nina', employeeNumber: 'E-1' },
    aKnownPerson('otto', 'AGENT'),
  ];
  const everybody = [...administrators, nina, otto];
  const ofOtto = { email: 'otto@example.test', display_name: 'otto', subject: 'otto' };

  it('is whoever has the number, also under another address and account', () => {
    const row = { employee_number: 'E-1', email: 'n@example.test', subject: 'n-2' };
    expect(changesOf(aList(aRow(row)), everybody)).toMatchObject([
      { effect: 'CHANGED', known: { id: 'nina' } },
    ]);
  });

  it('keeps the number that is known where the list leaves it open', () => {
    expect(changesOf(aList(aRow()), everybody)[0]?.person.employeeNumber).toBe('E-1');
  });

  it('is one person for each number', () => {
    const rows = [aRow({ employee_number: 'E-7' }), aRow({ ...ofOtto, employee_number: 'E-7' })];
    expect(faultsOf(aList(...rows))).toEqual(['3 employee_number NUMBER_OF_TWO']);
    expect(faultsOf(aList(aRow({ ...ofOtto, employee_number: 'E-1' })), everybody)).toContain(
      '2 subject ACCOUNT_OF_ANOTHER',
    );
  });

  it('does not become somebody else: another address and name at once are another human', () => {
    expect(faultsOf(aList(aRow({ email: 'thief@example.test', display_name: 'Thief' })), everybody)).toEqual([
      '2 email LOOKS_LIKE_ANOTHER',
    ]);
    expect(faultsOf(aList(aRow({ email: 'nina.new@example.test' })), everybody)).toEqual([]);
    expect(faultsOf(aList(aRow({ display_name: 'Nina New' })), everybody)).toEqual([]);
  });

  it('takes a sign-in from another only where it says so, and shows it', () => {
    const substitute = { email: 'sub@example.test', display_name: 'Sub', subject: 'nina' };
    expect(faultsOf(aList(aRow(substitute)), everybody)).toEqual(['2 email LOOKS_LIKE_ANOTHER']);
    const moved = changesOf(aList(aRow({ ...substitute, moved_from: 'Nina@example.test' })), everybody);
    expect(moved).toMatchObject([
      {
        effect: 'NEW',
        known: null,
        takes: [{ account: { subject: 'nina' }, from: { id: 'nina', name: 'Nina' } }],
      },
    ]);
    expect(beneficiariesOf(moved)).toEqual(['nina']);
    expect(writtenBy(moved, everybody)).toMatchObject([
      { known: { id: 'nina', version: 1 }, person: { displayName: 'Nina', identities: [] } },
      { known: null, person: { displayName: 'Sub', identities: [{ subject: 'nina' }] } },
    ]);
  });

  it('remembers whose a sign-in was, so that it is not taken away in one list and given in another', () => {
    const bereft = { ...nina, identities: [], formerIdentities: nina.identities };
    const to = { email: 'sub@example.test', display_name: 'Sub', subject: 'nina' };
    const all = [...administrators, bereft];
    expect(faultsOf(aList(aRow(to)), all)).toEqual(['2 email LOOKS_LIKE_ANOTHER']);
    expect(changesOf(aList(aRow({ ...to, moved_from: 'nina@example.test' })), all)).toMatchObject([
      { effect: 'NEW', takes: [{ from: { id: 'nina' } }] },
    ]);
  });

  it('is somebody without any account by their address', () => {
    const bereft = { ...nina, employeeNumber: null, identities: [] };
    expect(changesOf(aList(aRow({ subject: 'nina-2' })), [...administrators, bereft])).toMatchObject([
      { effect: 'CHANGED', known: { id: 'nina' } },
    ]);
  });

  it('takes it from nobody else than the list says', () => {
    const to = { email: 'sub@example.test', display_name: 'Sub' };
    expect(
      faultsOf(aList(aRow({ ...to, subject: 'nina', moved_from: 'otto@example.test' })), everybody),
    ).toEqual(['2 moved_from NOT_THEIR_ACCOUNT']);
    expect(
      faultsOf(aList(aRow({ ...to, subject: 'new', moved_from: 'otto@example.test' })), everybody),
    ).toEqual(['2 moved_from NOT_THEIR_ACCOUNT']);
  });
});
