export const partyKinds = ['CLIENT', 'DEBTOR', 'AGENT'] as const;
export type PartyKind = (typeof partyKinds)[number];

/** Whom a source means by a number, and whom two people declared to be the same. */
export type Party = {
  readonly partyId: string;
  readonly kind: PartyKind;
  readonly number: string;
  readonly name: string;
  /** The party that stands for all that are one with it; itself where it is one with no other. */
  readonly onePartyId: string;
};

export type SamePartyRefusal = 'itself' | 'of-another-kind' | 'one-already';

/** Why two parties cannot be declared one. A circle of declarations would say nothing, and its end would separate nobody. */
export const refuseSame = (one: Party, other: Party): SamePartyRefusal | undefined => {
  if (one.partyId === other.partyId) return 'itself';
  if (one.kind !== other.kind) return 'of-another-kind';
  return one.onePartyId === other.onePartyId ? 'one-already' : undefined;
};

export type SeparationRefusal = 'one-through-others' | 'not-declared';

/** Why what was declared of two parties cannot be ended: nothing was declared of these two themselves. */
export const refuseSeparation = (
  one: Party,
  other: Party,
  declared: boolean,
): SeparationRefusal | undefined => {
  if (declared) return undefined;
  return one.onePartyId === other.onePartyId ? 'one-through-others' : 'not-declared';
};
