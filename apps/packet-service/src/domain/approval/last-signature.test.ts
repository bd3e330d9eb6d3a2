import { describe, expect, it } from 'vitest';
import {
  acting,
  anna,
  aPacketInApproval,
  aSignIn,
  changeOf,
  dana,
  signedBy,
  vera,
} from '../packet/packet.fixture.ts';
import { approvePacket } from './approve-packet.ts';
import { rejectPacket } from './reject-packet.ts';

describe('the last signature of a route', () => {
  const last = signedBy(aPacketInApproval(), anna, dana);
  const signing = (ageSeconds: number | null) => ({
    ...acting(vera),
    signIn: { ...aSignIn, ageSeconds },
    signInWithinSeconds: 900,
  });

  it.each([
    ['900 seconds ago', 900, true],
    ['901 seconds ago', 901, false],
    ['at a time that the token does not say', null, false],
  ])('by somebody who signed in %s', (_when, ageSeconds, isTaken) => {
    expect(approvePacket(last, null, signing(ageSeconds)).ok).toBe(isTaken);
  });

  it('alone asks for that, and no rejection does', () => {
    const old = { ...signing(null), person: anna };
    expect(approvePacket(aPacketInApproval(), null, old).ok).toBe(true);
    expect(rejectPacket(last, 'no', signing(null)).ok).toBe(true);
    expect(approvePacket(last, null, signing(null))).toEqual({
      ok: false,
      refusal: { reason: 'sign-in-too-old', withinSeconds: 900 },
    });
  });

  it('keeps how whoever gives it signed in', () => {
    expect(changeOf(approvePacket(last, null, signing(7))).events[0]).toMatchObject({
      content: { signIn: { ...aSignIn, ageSeconds: 7 } },
    });
  });
});
