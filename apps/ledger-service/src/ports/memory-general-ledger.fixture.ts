import { accepted } from '@recoup/domain/result';
import type { GeneralLedger, GlDocument, GlJournal, GlStood } from './general-ledger.ts';
import type { GlBodies, GlMapped } from './general-ledger-bodies.ts';

const bytesOf = ({ lines, ...head }: Pick<GlJournal, 'accountingDate' | 'lines'>): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      ...head,
      lines: lines.map((line) => ({
        ...line,
        debitMinor: String(line.debitMinor),
        creditMinor: String(line.creditMinor),
      })),
    }),
  );

/** A body is the journal itself, as a text. */
export const memoryMapped: GlMapped = {
  version: null,
  subsidiaryOf: () => '1',
  mappedFor: () => null,
  clearsInvoices: false,
  documentsOf: ({ currency, accountingDate, lines }, keyOf) =>
    accepted([
      {
        ...{ externalId: keyOf(1), step: 'JOURNAL', currency, format: 'FILES' },
        totalMinor: lines.reduce((sum, line) => sum + line.debitMinor, 0n),
        body: bytesOf({ accountingDate, lines }),
      },
    ]),
};
const bodies: GlBodies = {
  mappedNow: async () => memoryMapped,
  recoveryOf: (writeOff, { externalId }) => ({ ...writeOff, externalId }),
};

const textOf = ({ body }: GlDocument): string => new TextDecoder().decode(body);

type Standing = { readonly documentId: string; readonly document: GlDocument };

/** Books outside, in memory and in USD only. What is sent to them arrives, whether or not it gets an answer. */
export const memoryGeneralLedger = () => {
  const standing = new Map<string, Standing>();
  let dropped = false;
  let approving = false;

  const stood = ({ documentId, document }: Standing, sent: GlDocument): GlStood => {
    if (textOf(document) !== textOf(sent))
      return { kind: 'different', documentId, difference: `${textOf(document)}, not ${textOf(sent)}` };
    const kind = approving ? 'awaiting-approval' : 'posted';
    return { kind, documentId, tranId: documentId, postingPeriod: null };
  };
  const generalLedger: GeneralLedger = {
    find: async (document) => {
      const found = standing.get(document.externalId);
      return found ? stood(found, document) : { kind: 'absent' };
    },
    findEntered: async (document, documentId) => {
      const found = [...standing.values()].find((one) => one.documentId === documentId);
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
    bodies,
    dropNextAnswer: () => {
      dropped = true;
    },
    /** Whether what stands there waits for an approval. */
    askForApproval: (asked: boolean) => {
      approving = asked;
    },
    /** What stands there, in the order in which it came. */
    arrived: (): readonly GlDocument[] => [...standing.values()].map(({ document }) => document),
    standingUnder: (externalId: string) => (standing.has(externalId) ? 1 : 0),
  };
};
