import { expect, it } from 'vitest';
import { type Party, refuseSame, refuseSeparation } from './same-party.ts';

const party = (partyId: string, change: Partial<Party> = {}): Party => ({
  ...{ partyId, kind: 'CLIENT', number: partyId, name: partyId, onePartyId: partyId },
  ...change,
});

it.each([
  ['two of one kind', party('a'), party('b'), undefined],
  ['one and the same', party('a'), party('a'), 'itself'],
  ['a client and a debtor', party('a'), party('b', { kind: 'DEBTOR' }), 'of-another-kind'],
  [
    'two that are one over a third',
    party('b', { onePartyId: 'a' }),
    party('c', { onePartyId: 'a' }),
    'one-already',
  ],
  ['one of a group and another', party('b', { onePartyId: 'a' }), party('c'), undefined],
])('may %s be declared one party', (_, one, other, refusal) => {
  expect(refuseSame(one, other)).toBe(refusal);
});

it('only what was declared of two parties themselves is ended', () => {
  const [one, other] = [party('b', { onePartyId: 'a' }), party('c', { onePartyId: 'a' })];
  expect(refuseSeparation(one, other, true)).toBeUndefined();
  expect(refuseSeparation(one, other, false)).toBe('one-through-others');
  expect(refuseSeparation(one, party('d'), false)).toBe('not-declared');
});
