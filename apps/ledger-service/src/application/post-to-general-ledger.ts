import type { GeneralLedger, GlDocument, GlDoubt, GlError, GlOutcome } from '../ports/general-ledger.ts';
import type { GlBodies, GlBodyRefusal } from '../ports/general-ledger-bodies.ts';
import type { DuePosting, GlPostings } from '../ports/gl-postings.ts';

const firstPauseMs = 1_000;
const longestPauseMs = 300_000;
/** NetSuite cuts a request off after fifteen minutes: until then what was sent before may still arrive. */
const waitMs = 900_000;

export type Outside = Pick<GeneralLedger, 'find' | 'post'> & GlBodies;

/**
 * Brings one due document into the general ledger, at most once: look up by its key, then post, and look up again. Answers
 * whether there was one. What cannot be known stays UNKNOWN and is looked up later, with growing pauses.
 */
export const postToGeneralLedger = (postings: GlPostings, outside: Outside) => async (): Promise<boolean> => {
  const due = await postings.take();
  if (!due) return false;
  await keep(postings, due, await lookUpOrPost(postings, outside, due));
  return true;
};

const keep = async (postings: GlPostings, due: DuePosting, outcome: GlOutcome): Promise<void> => {
  const pauseMs = pauseAfter(due.attempts, due.about.externalId);
  switch (outcome.kind) {
    case 'posted':
      return postings.posted(due, outcome);
    case 'awaiting-approval':
      return postings.awaitingApproval(due, outcome, pauseMs);
    case 'exported':
      return postings.exported(due, outcome.file, pauseMs);
    case 'different':
      return postings.held(due, outcome.difference);
    case 'rejected':
      return postings.rejected(due, outcome.errors);
    case 'unknown':
      return postings.unknown(due, outcome.reason, pauseMs);
    case 'not-sent':
      return postings.notSent(due, pauseMs);
  }
};

const lookUpOrPost = async (postings: GlPostings, outside: Outside, due: DuePosting): Promise<GlOutcome> => {
  const made = await documentOf(postings, outside, due);
  if ('errors' in made) return { kind: 'rejected', errors: made.errors };
  const found = await outside.find(made.document);
  if (found.kind === 'absent') return outside.post(made.document, doubtAbout(due));
  return found.kind === 'unknown' && neverSent(due) ? { ...found, kind: 'not-sent' } : found;
};

/** The kept body; where the mapping lacked something at the booking it is made now, from the mapping of now, and kept. */
const documentOf = async (
  postings: GlPostings,
  outside: Outside,
  due: DuePosting,
): Promise<{ readonly document: GlDocument } | { readonly errors: readonly GlError[] }> => {
  if (due.document) return { document: due.document };
  const { externalId } = due.about;
  const mapped = await outside.mappedNow();
  const made = mapped.documentsOf(await postings.journalOf(due), (part) =>
    part === 1 ? externalId : `${externalId}-${part}`,
  );
  if (!made.ok) return { errors: errorsOf(made.refusal) };
  const [document] = made.value;
  if (!document) throw new Error(`the journal of ${externalId} has no lines`);
  await postings.keepBodies(due, made.value, mapped.version, outside);
  return { document };
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
