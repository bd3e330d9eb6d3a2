import type { WaitingPacket } from '../packet/packet.ts';
import type { Signed } from '../packet/packet-event.ts';
import type { DatedActContext } from '../people/act-context.ts';
import { type ApproverRole, rolesFor } from '../people/person.ts';

export const signedOn = (
  { submission, version, approvals, scopeKeys }: WaitingPacket,
  role: ApproverRole,
  { person, today, signIn }: DatedActContext,
): Signed => ({
  contentHash: submission.contentHash,
  dossierHash: submission.dossierHash,
  attempt: submission.attempt,
  versionSeen: version,
  stage: approvals.length + 1,
  grants: rolesFor(person, role, scopeKeys, today),
  on: today,
  signIn,
});
