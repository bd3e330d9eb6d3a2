import { describe, expect, it } from 'vitest';
import type { KnownPerson } from './known-person.ts';
import { aKnownPerson } from './people-listing.fixture.ts';
import { on } from './person.fixture.ts';
import { readSeed, type SeededPerson, weighSeed } from './seed.ts';

const role = { role: 'AGENT', validFrom: '2026-01-01' };
const nina: SeededPerson = {
  displayName: ' Nina ',
  email: 'nina@example.test',
  identities: [{ issuer: 'https://issuer.test', subject: 'nina' }],
  roles: [role],
};
const faultsOf = (...people: readonly SeededPerson[]) => {
  const read = readSeed(people);
  return read.ok ? [] : read.refusal.map(({ line, column, code }) => `${line} ${column} ${code}`);
};
const weighed = (people: readonly SeededPerson[], everybody: readonly KnownPerson[] = []) => {
  const read = readSeed(people);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return weighSeed(read.value, everybody, on('2026-03-02'));
};

describe('a seed', () => {
  it.each<[string, Partial<SeededPerson>]>([
    ['display_name MISSING_VALUE', { displayName: '  ' }],
    ['email NOT_AN_ADDRESS', { email: 'nina' }],
    ['email NOT_AN_ADDRESS', { email: 'nina@localhost' }],
    ['subject MISSING_VALUE', { identities: [] }],
    ['role UNKNOWN_ROLE', { roles: [{ ...role, role: 'KING' }] }],
    ['valid_from NOT_A_DATE', { roles: [{ ...role, validFrom: '2026-02-30' }] }],
    ['valid_until NOT_A_DATE', { roles: [{ ...role, validUntil: 'never' }] }],
  ])('is refused by the rules of a list: %s', (fault, given) => {
    expect(faultsOf(nina, { ...nina, email: 'n2@example.test', ...given })).toContain(`2 ${fault}`);
  });

  it('names nobody twice, whatever the case of their address', () => {
    const twin = {
      ...nina,
      email: 'NINA@example.test',
      identities: [{ issuer: 'https://new.test', subject: 'n' }],
    };
    const read = readSeed([nina, twin]);
    expect(read).toMatchObject({
      refusal: [{ line: 2, column: 'email', code: 'DUPLICATE', reason: expect.stringContaining('person 1') }],
    });
    expect(faultsOf(nina, { ...nina, email: 'other@example.test' })).toEqual(['2 subject ACCOUNT_OF_TWO']);
  });

  it('gives a role everywhere and for ever without scope and end', () => {
    expect(weighed([nina])).toMatchObject({
      value: {
        isProposal: false,
        changes: [{ effect: 'NEW', person: { displayName: 'Nina', roles: [{ role: 'AGENT', scope: {} }] } }],
      },
    });
  });

  it('makes no second person of somebody who is known by another account', () => {
    const known = { ...aKnownPerson('nina'), identities: [{ issuer: 'https://old.test', subject: 'nina' }] };
    expect(weighed([nina], [known])).toMatchObject({
      refusal: [
        { line: 1, column: 'email', code: 'ADDRESS_OF_ANOTHER', reason: expect.stringContaining('nina') },
      ],
    });
  });

  it('gives no conflicting roles without an exception', () => {
    const both = { ...nina, roles: [role, { ...role, role: 'CLIENT_ACCOUNTING' }] };
    expect(weighed([both])).toMatchObject({ refusal: [{ code: 'ROLE_CONFLICT' }] });
  });

  it('leaves whoever is known as they are, but for accounts that are new', () => {
    const known = { ...aKnownPerson('nina', 'CFO'), displayName: 'Nina Berg', email: 'berg@example.test' };
    expect(weighed([nina], [known])).toMatchObject({ value: { changes: [{ effect: 'UNCHANGED' }] } });
    const more = [...nina.identities, { issuer: 'https://new.test', subject: 'n' }];
    expect(weighed([{ ...nina, identities: more }], [known])).toMatchObject({
      value: {
        changes: [{ effect: 'CHANGED', person: { displayName: 'Nina Berg', roles: [{ role: 'CFO' }] } }],
      },
    });
  });

  it('is a proposal once two administrators can decide', () => {
    const [ada, alan] = [aKnownPerson('ada', 'ADMIN'), aKnownPerson('alan', 'ADMIN')];
    expect(weighed([nina], [ada])).toMatchObject({ value: { isProposal: false } });
    expect(weighed([nina], [ada, { ...alan, active: false }])).toMatchObject({
      value: { isProposal: false },
    });
    expect(weighed([nina], [ada, alan])).toMatchObject({ value: { isProposal: true } });
  });
});
