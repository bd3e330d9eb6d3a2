import { describe, expect, it } from 'vitest';
import { aPerson, on } from './person.fixture.ts';
import type { Person } from './person.ts';
import { concerned, refusePersonSeparation, refuseSamePerson } from './same-person.ts';

const [ada, alan, hanna, twin] = [
  aPerson('ada', 'ADMIN'),
  aPerson('alan', 'ADMIN'),
  aPerson('hanna', 'AGENT'),
  aPerson('hanna-2', 'AGENT'),
];
const refusalOf = (one: Person, other: Person, declared = false) =>
  refuseSamePerson({ one, other, declared }, [ada, alan, hanna, twin], on('2026-03-02'));

describe('two people', () => {
  it('may be declared one human, once', () => {
    expect(refusalOf(hanna, twin)).toBeUndefined();
    expect(refusalOf(hanna, hanna)).toBe('themselves');
    expect(refusalOf({ ...hanna, oneWith: [twin.id] }, { ...twin, oneWith: [hanna.id] })).toBe('one-already');
  });

  it('are not, where one administrator would be left', () => {
    expect(refusalOf(ada, alan)).toBe('too-few-administrators');
    expect(refusalOf(ada, hanna)).toBeUndefined();
  });

  it('are separated where that was declared of themselves', () => {
    const through = { one: { ...hanna, oneWith: [twin.id] }, other: twin };
    expect(refusePersonSeparation({ ...through, declared: true })).toBeUndefined();
    expect(refusePersonSeparation({ ...through, declared: false })).toBe('one-through-others');
    expect(refusePersonSeparation({ one: hanna, other: twin, declared: false })).toBe('not-declared');
  });

  it('concern everybody who is one with either', () => {
    const pair = { one: { ...hanna, oneWith: [ada.id] }, other: twin, declared: false };
    expect(concerned(pair)).toEqual(['hanna', 'ada', 'hanna-2']);
  });
});
