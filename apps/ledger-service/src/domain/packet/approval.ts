import { canonicalJson } from '@recoup/domain/canonical-json';

/** Who signed a packet, when, in which role, and the version of the packet that it made. */
export type Signature = {
  readonly personId: string;
  readonly name: string;
  readonly role: string;
  readonly signedAt: string;
  readonly version: number;
};

/** What a packet was approved by: the lines under their hash, the policy that routed it, and everybody who signed. */
export type Approval = {
  readonly packetId: string;
  readonly round: number;
  readonly contentHash: string;
  readonly policyVersion: string;
  readonly signatures: readonly Signature[];
};

/** The hash under which a posting names its approval: over the canonical JSON of all of it and nothing else. */
export const approvalHash = (
  { packetId, round, contentHash, policyVersion, signatures }: Approval,
  hashOf: (text: string) => string,
): string => hashOf(canonicalJson({ packetId, round, contentHash, policyVersion, signatures }));
