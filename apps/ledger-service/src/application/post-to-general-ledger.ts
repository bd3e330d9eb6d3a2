import type { GeneralLedger, GlDocument, GlDoubt, GlError, GlOutcome } from '../ports/general-ledger.ts';
import type { GlBodies, GlBodyRefusal } from '../ports/general-ledger-bodies.ts';
import type { DuePosting, GlPostings } from '../ports/gl-postings.ts';

const firstPauseMs = 1_000;
const longestPauseMs = 300_000;
/** NetSuite cuts a request off after fifteen minutes: until then what was sent before may still arrive. */
const waitMs = 900_000;

export type Outside = GeneralLedger & Pick<GlBodies, 'documentsOf'>;

/**
 * Brings one due document into the general ledger, at most once: look up by its key, then post, and look up again. Answers
 * whether there was one. What cannot be known stays UNKNOWN and is looked up later, with growing pauses.
 */
export const postToGeneralLedger =
  (postings: GlPostings, generalLedger: Outside) => async (): Promise<boolean> => {
    const due = await postings.take();
    if (!due) return false;
    await keep(postings, due, await postParts(generalLedger, due));
    return true;
  };

const keep = async (postings: GlPostings, due: DuePosting, outcome: GlOutcome): Promise<void> => {
  const pauseMs = pauseAfter(due.attempts, due.document.externalId);
  switch (outcome.kind) {
    case 'posted':
      return postings.posted(due, outcome.documentId);
    case 'awaiting-approval': {
      const number = outcome.tranId ?? outcome.documentId;
      return postings.unknown(due, `waits for approval in the general ledger as ${number}`, pauseMs);
    }
    case 'exported':
      return postings.unknown(due, `waits for the acknowledgement of ${outcome.file}`, pauseMs);
    case 'different':
      return postings.held(due, outcome.difference);
    case 'rejected':
      return postings.rejected(due, outcome.errors);
    case 'unknown':
      return postings.unknown(due, outcome.reason, pauseMs);
    case 'not-sent':
      // Nothing was learned, so nothing is kept: the document is due again once its time for sending is over.
      return due.state === 'UNKNOWN' ? postings.unknown(due, outcome.reason, pauseMs) : undefined;
  }
};

/** A journal too long for one document goes as several, in their order; it is posted when all of them are. */
const postParts = async (outside: Outside, due: DuePosting): Promise<GlOutcome> => {
  const { document: journal } = due;
  const made = outside.documentsOf(journal, (part) =>
    part === 1 ? journal.externalId : `${journal.externalId}-${part}`,
  );
  if (!made.ok) return notMade(due, made.refusal);
  let first: GlOutcome | undefined;
  for (const document of made.value) {
    const outcome = await lookUpOrPost(outside, due, document);
    if (first?.kind === 'posted' && outcome.kind === 'rejected') return halfPosted(first.documentId, outcome);
    if (outcome.kind !== 'posted') return outcome;
    first ??= outcome;
  }
  return first ?? { kind: 'not-sent', reason: 'the journal has no lines' };
};

const halfPosted = (documentId: string, { errors }: { readonly errors: readonly GlError[] }): GlOutcome => ({
  kind: 'different',
  documentId,
  difference: `a later part was refused while the first one stands: ${errors[0]?.detail ?? 'no reason given'}`,
});

/** Nothing can be sent. That is final only where nothing was sent before under another mapping. */
const notMade = (due: DuePosting, refusal: GlBodyRefusal): GlOutcome => {
  const errors = errorsOf(refusal);
  return neverSent(due)
    ? { kind: 'rejected', errors }
    : { kind: 'unknown', reason: errors.map(({ detail }) => detail).join('; ') };
};

const errorsOf = (refusal: GlBodyRefusal): readonly GlError[] => {
  switch (refusal.reason) {
    case 'mapping-missing':
      return refusal.missing.map(({ what, name }) => ({
        code: 'MAPPING_MISSING',
        detail: `The mapping of the general ledger has no ${what} for ${name === '' ? 'lines without one' : name}.`,
        path: null,
      }));
    case 'out-of-balance':
      return [{ code: 'OUT_OF_BALANCE', detail: 'The lines do not balance.', path: null }];
    case 'amount-too-large':
      return [{ code: 'AMOUNT_TOO_LARGE', detail: 'An amount is too large to be sent exactly.', path: null }];
  }
};

const lookUpOrPost = async (
  generalLedger: GeneralLedger,
  due: DuePosting,
  document: GlDocument,
): Promise<GlOutcome> => {
  const found = await generalLedger.find(document);
  if (found.kind === 'absent') return generalLedger.post(document, doubtAbout(due));
  return found.kind === 'unknown' && neverSent(due) ? { ...found, kind: 'not-sent' } : found;
};

const neverSent = ({ state, attempts }: DuePosting): boolean => state === 'PENDING' && attempts <= 1;

/** How long ago a document was first sent is known from the pauses since; whether each sending was answered is not. */
const doubtAbout = (due: DuePosting): GlDoubt => ({
  waitMs,
  unansweredForMs: neverSent(due) ? null : shortestTimeOf(due.attempts),
});

const shortestTimeOf = (attempts: number): number =>
  Array.from({ length: Math.min(attempts - 1, 20) }, (_, at) => fullPauseAfter(at + 1) / 2).reduce(
    (sum, pauseMs) => sum + pauseMs,
    0,
  );

const fullPauseAfter = (attempts: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts, 10));

/** Half of the pause and a share of the other half by the key, so that documents that failed together come back apart. */
const pauseAfter = (attempts: number, key: string): number => {
  const share = [...key].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) % 1_000, attempts) / 1_000;
  return Math.round((fullPauseAfter(attempts) / 2) * (1 + share));
};
