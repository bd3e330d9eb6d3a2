import type { GeneralLedger } from '../ports/general-ledger.ts';
import type { DuePosting, GlPostings } from '../ports/gl-postings.ts';

const firstPauseMs = 1_000;
const longestPauseMs = 300_000;

/**
 * Brings one due document into the general ledger, at most once: look up by its key, then post, and look up again. Answers
 * whether there was one. What cannot be known stays UNKNOWN and is looked up later, with growing pauses.
 */
export const postToGeneralLedger =
  (postings: GlPostings, generalLedger: GeneralLedger) => async (): Promise<boolean> => {
    const due = await postings.take();
    if (!due) return false;
    const outcome = await lookUpOrPost(generalLedger, due);
    if (outcome.kind === 'posted') await postings.posted(due, outcome.documentId);
    if (outcome.kind === 'rejected') await postings.rejected(due, outcome.errors);
    if (outcome.kind === 'held') await postings.held(due, outcome.reason);
    if (outcome.kind === 'unknown') await postings.unknown(due, outcome.reason, pauseAfter(due.attempts));
    return true;
  };

const lookUpOrPost = async (generalLedger: GeneralLedger, { document }: DuePosting) => {
  try {
    const found = await generalLedger.find(document);
    if (found.kind === 'same') return { kind: 'posted', documentId: found.documentId } as const;
    if (found.kind === 'different') return { kind: 'held', reason: found.difference } as const;
  } catch (error) {
    return { kind: 'unknown', reason: error instanceof Error ? error.message : 'no answer' } as const;
  }
  return generalLedger.post(document);
};

const pauseAfter = (attempts: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts, 10));
