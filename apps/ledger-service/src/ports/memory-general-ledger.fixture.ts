import type { GeneralLedger, GlDocument, GlStood } from './general-ledger.ts';

const sumOf = (document: GlDocument): bigint =>
  document.lines.reduce((sum, line) => sum + line.debitMinor, 0n);

/** Books outside, in memory and in USD only. What is sent to them arrives, whether or not it gets an answer. */
export const memoryGeneralLedger = () => {
  const standing = new Map<string, { readonly documentId: string; readonly document: GlDocument }>();
  let dropped = false;
  let approving = false;

  const stood = (
    found: { readonly documentId: string; readonly document: GlDocument },
    sent: GlDocument,
  ): GlStood => {
    const { documentId } = found;
    const [theirs, ours] = [sumOf(found.document), sumOf(sent)];
    if (theirs !== ours)
      return { kind: 'different', documentId, difference: `debits of ${theirs}, not ${ours} minor units` };
    const kind = approving ? 'awaiting-approval' : 'posted';
    return { kind, documentId, tranId: documentId, postingPeriod: null };
  };
  const generalLedger: GeneralLedger = {
    find: async (document) => {
      const found = standing.get(document.externalId);
      return found ? stood(found, document) : { kind: 'absent' };
    },
    post: async (document) => {
      if (document.currency !== 'USD') {
        const detail = `no books are kept in ${document.currency}`;
        return { kind: 'rejected', errors: [{ code: 'INVALID_CONTENT', detail, path: 'currency' }] };
      }
      const found = standing.get(document.externalId) ?? { documentId: `JE${standing.size + 1}`, document };
      standing.set(document.externalId, found);
      if (dropped) {
        dropped = false;
        return { kind: 'unknown', reason: 'no answer' };
      }
      return stood(found, document);
    },
  };
  return {
    generalLedger,
    dropNextAnswer: () => {
      dropped = true;
    },
    /** Whether what stands there waits for an approval. */
    askForApproval: (asked: boolean) => {
      approving = asked;
    },
    standingUnder: (externalId: string) => (standing.has(externalId) ? 1 : 0),
  };
};
