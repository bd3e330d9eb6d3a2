import type { GeneralLedger, GlDocument, GlError, GlOutcome } from '../../ports/general-ledger.ts';
import type { GlBodies, GlBodyRefusal, GlMissing } from '../../ports/general-ledger-bodies.ts';
import type { DuePosting, GlDocuments } from '../../ports/gl-documents.ts';

const firstPauseMs = 1_000;
const longestPauseMs = 300_000;
/** NetSuite cuts a request off after fifteen minutes: until then what was sent before may still arrive. */
const waitMs = 900_000;

export type Outside = Pick<GeneralLedger, 'find' | 'post'> & GlBodies;

/**
 * Brings one due document into the general ledger, at most once: look up by its key, then post, and look up again. Answers
 * whether there was one. What cannot be known stays UNKNOWN and is looked up later, with growing pauses.
 */
export const postToGeneralLedger =
  (postings: GlDocuments, outside: Outside) => async (): Promise<boolean> => {
    const due = await postings.take();
    if (!due) return false;
    await lookUpOrPost(postings, outside, due);
    return true;
  };

const keep = async (postings: GlDocuments, due: DuePosting, outcome: GlOutcome): Promise<void> => {
  const pauseMs = pauseAfter(due.tries, due.about.externalId);
  switch (outcome.kind) {
    case 'posted':
      return postings.posted(due, outcome);
    case 'awaiting-approval':
      return postings.awaitingApproval(due, outcome, pauseMs);
    case 'exported':
      return postings.exported(due, outcome.file, pauseMs);
    case 'different':
      return postings.held(due, `document ${outcome.documentId} stands there: ${outcome.difference}`);
    case 'rejected':
      return postings.rejected(due, outcome.errors);
    case 'unknown':
      return postings.unknown(due, outcome.reason, pauseMs);
    case 'refused-unseen':
      return postings.unknown(due, outcome.reason, pauseMs, outcome.errors);
    case 'not-sent':
      return arrivedPerhaps(due)
        ? postings.unknown(due, outcome.reason, pauseMs, [])
        : postings.notSent(due, outcome.reason, pauseMs);
  }
};

/** Left behind by a sender that died, after it was sent at least once. */
const arrivedPerhaps = ({ state, attempts, unanswered, sent }: DuePosting): boolean =>
  state === 'SENDING' && (unanswered !== null || attempts > (sent ? 1 : 0));

const lookUpOrPost = async (postings: GlDocuments, outside: Outside, due: DuePosting): Promise<void> => {
  const made = await documentOf(postings, outside, due);
  if ('errors' in made) return keep(postings, due, { kind: 'rejected', errors: made.errors });
  const found = await outside.find(made.document);
  // A look-up that shows nothing changes nothing.
  if (found.kind === 'unknown') return keep(postings, due, { ...found, kind: 'not-sent' });
  if (found.kind !== 'absent') return keep(postings, due, found);
  const sending = await postings.sending(due);
  if (!sending) return;
  await keep(postings, sending, afterDoubt(due, await outside.post(made.document)));
};

/** A refusal counts once nothing that was sent before can still arrive. */
const afterDoubt = ({ unanswered }: DuePosting, outcome: GlOutcome): GlOutcome =>
  outcome.kind === 'rejected' && unanswered !== null && unanswered.forMs < waitMs
    ? { ...outcome, kind: 'refused-unseen', reason: 'refused, but an earlier sending may still arrive' }
    : outcome;

/** The kept body; where the mapping lacked something at the booking it is made now, from the mapping of now, and kept. */
const documentOf = async (
  postings: GlDocuments,
  outside: Outside,
  due: DuePosting,
): Promise<{ readonly document: GlDocument } | { readonly errors: readonly GlError[] }> => {
  if (due.document) return { document: due.document };
  const { externalId } = due.about;
  const mapped = await outside.mappedNow();
  const journal = await postings.journalOf(due, mapped.clearsInvoices);
  const made = mapped.documentsOf(journal, (part) => (part === 1 ? externalId : `${externalId}-${part}`));
  if (!made.ok) return { errors: errorsOf(made.refusal) };
  const [document] = made.value;
  if (!document) throw new Error(`the journal of ${externalId} has no lines`);
  await postings.keepBodies(due, made.value, mapped.version, outside);
  return { document };
};

const errorsOf = (refusal: GlBodyRefusal): readonly GlError[] => {
  switch (refusal.reason) {
    case 'mapping-missing':
      return refusal.missing.map((missing) => ({
        code: 'MAPPING_MISSING',
        detail: missingText(missing),
        path: null,
      }));
    case 'out-of-balance':
      return [{ code: 'OUT_OF_BALANCE', detail: 'The lines do not balance.', path: null }];
    case 'amount-too-large':
      return [{ code: 'AMOUNT_TOO_LARGE', detail: 'An amount is too large to be sent exactly.', path: null }];
  }
};

const missingText = ({ what, name }: GlMissing): string =>
  what === 'invoice'
    ? `No file has given the id that invoice ${name} has in the general ledger (gl_reference).`
    : `The mapping of the general ledger has no ${what} for ${name === '' ? 'lines without one' : name}.`;

const fullPauseAfter = (tries: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries, 10));

/** Half of the pause and a share of the other half by the key, so that documents that failed together come back apart. */
const pauseAfter = (tries: number, key: string): number => {
  const share = [...key].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) % 1_000, tries) / 1_000;
  return Math.round((fullPauseAfter(tries) / 2) * (1 + share));
};
