import { expect, it } from 'vitest';
import { acting, aPacketInApproval, clara, signedBy } from '../packet/packet.fixture.ts';
import type { Packet } from '../packet/packet.ts';
import { aPerson } from '../people/person.fixture.ts';
import type { Person } from '../people/person.ts';
import { approvePacket } from './approve-packet.ts';

const dan = aPerson('dan', 'AGENT', 'DEPT_HEAD');
const whyNot = (packet: Packet, person: Person) => {
  const result = approvePacket(packet, null, acting(person));
  return result.ok ? 'approved' : result.refusal.reason;
};

it('bars a human under whichever entry they act', () => {
  const danAgain = { ...aPerson('dan-2', 'AGENT', 'DEPT_HEAD'), oneWith: [dan.id] };
  expect(whyNot(signedBy(aPacketInApproval(), dan), danAgain)).toBe('signed-this-round');
  const claraAgain = { ...aPerson('clara-2', 'AGENT'), oneWith: [clara.id] };
  expect(whyNot(aPacketInApproval(), claraAgain)).toBe('own-packet');
});
