import { inRolledBackTransaction } from '../database/rolled-back.ts';
import { approve, seenAgain } from './approve.ts';
import type { ChangeRequestParts, Deciding, Outcome } from './change-request-parts.ts';
import { close, expire } from './close.ts';
import { type Proposing, propose } from './propose.ts';

/** What one person proposes and another decides, in the transaction in which it is looked up, checked and done. */
export type ChangeRequests = {
  readonly propose: <Payload>(proposing: Proposing<Payload>) => Promise<Outcome>;
  /** What would be proposed; nothing is kept. */
  readonly previewProposal: <Payload>(proposing: Proposing<Payload>) => Promise<Outcome>;
  /** Does what was proposed. When that cannot be done the request stays open; an attempt that is refused is kept. */
  readonly approve: (deciding: Deciding) => Promise<Outcome>;
  /** What an approval would do now; nothing is kept, not even that it was asked. */
  readonly previewApproval: (deciding: Deciding) => Promise<Outcome>;
  readonly reject: (deciding: Deciding) => Promise<Outcome>;
  readonly withdraw: (deciding: Deciding) => Promise<Outcome>;
  /** Ends requests that nobody decided in time, at most one batch. Answers whether there may be more. */
  readonly expire: () => Promise<boolean>;
};

export const changeRequests = (parts: ChangeRequestParts): ChangeRequests => {
  const { database } = parts;
  return {
    propose: (given) => database.transaction(() => propose(parts, given)),
    previewProposal: (given) => inRolledBackTransaction(database, () => propose(parts, given)),
    approve: async (given) => {
      const seen = await seenAgain(parts, given.changeRequestId);
      return database.transaction(() => approve(parts, given, seen));
    },
    previewApproval: async (given) => {
      const seen = await seenAgain(parts, given.changeRequestId);
      return inRolledBackTransaction(database, () => approve(parts, given, seen));
    },
    reject: (given) => database.transaction(() => close(parts, 'REJECT', given)),
    withdraw: (given) => database.transaction(() => close(parts, 'WITHDRAW', given)),
    expire: () => database.transaction(() => expire(parts)),
  };
};
