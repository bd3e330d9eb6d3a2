import type { Party } from '../domain/parties/same-party.ts';

/** Two parties as they stand. */
export type PartyPair = {
  readonly one: Party;
  readonly other: Party;
  /** The declaration about these two themselves that stands. */
  readonly declaredAs: string | null;
  /** Legal entities whose items name one of them, or a party that is one with them. */
  readonly entities: readonly string[];
};

/** Who decided something about two parties, and from which day on it holds. */
export type PartyDecision = {
  readonly on: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly changeRequestId: string;
};

/** Clients, debtors and agents, of whom several may be one. Each change is published with all whom it moves. */
export type Parties = {
  /** Nobody else declares or ends anything about parties until the transaction ends. Undefined where one of them does not exist. */
  readonly lockPair: (partyId: string, otherPartyId: string) => Promise<PartyPair | undefined>;
  readonly declareSame: (pair: PartyPair, decision: PartyDecision) => Promise<void>;
  readonly separate: (declaredAs: string, decision: PartyDecision) => Promise<void>;
};
