import type { GeneralLedger, GlDocument, GlFound } from './general-ledger.ts';

const sumOf = (document: GlDocument): bigint =>
  document.lines.reduce((sum, line) => sum + line.debitMinor, 0n);

/** Books outside, in memory and in USD only. What is sent to them arrives, whether or not it gets an answer. */
export const memoryGeneralLedger = () => {
  const standing = new Map<string, { readonly documentId: string; readonly document: GlDocument }>();
  let dropped = false;

  const find = async (document: GlDocument): Promise<GlFound> => {
    const found = standing.get(document.externalId);
    if (!found) return { kind: 'absent' };
    const { documentId } = found;
    const [theirs, ours] = [sumOf(found.document), sumOf(document)];
    return theirs === ours
      ? { kind: 'same', documentId }
      : { kind: 'different', documentId, difference: `debits of ${theirs}, not ${ours} minor units` };
  };
  const generalLedger: GeneralLedger = {
    find,
    post: async (document) => {
      if (document.currency !== 'USD') {
        const detail = `no books are kept in ${document.currency}`;
        return { kind: 'rejected', errors: [{ code: 'INVALID_CONTENT', detail, path: 'currency' }] };
      }
      if (!standing.has(document.externalId))
        standing.set(document.externalId, { documentId: `JE${standing.size + 1}`, document });
      if (dropped) {
        dropped = false;
        return { kind: 'unknown', reason: 'no answer' };
      }
      const found = await find(document);
      return found.kind === 'different'
        ? { kind: 'held', reason: found.difference }
        : { kind: 'posted', documentId: found.kind === 'same' ? found.documentId : '' };
    },
  };
  return {
    generalLedger,
    dropNextAnswer: () => {
      dropped = true;
    },
    standingUnder: (externalId: string) => (standing.has(externalId) ? 1 : 0),
  };
};
