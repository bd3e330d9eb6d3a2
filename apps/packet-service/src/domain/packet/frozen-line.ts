import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';
import { amountText, money } from '@recoup/domain/money';
import type { Criterion } from '../eligibility/eligibility.ts';
import type { ReceivableId } from '../receivable/receivable.ts';
import { criterionOf, type PacketContent } from './packet-content.ts';

/** A receivable as it was submitted and travels to the ledger: open amounts as decimal texts. */
export type FrozenLine = {
  readonly receivableId: ReceivableId;
  readonly accountId: string;
  readonly entity: string;
  readonly department: string;
  readonly deal: string;
  readonly invoiceNumber: string;
  readonly currency: string;
  readonly sides: {
    readonly revenue: string;
    readonly payable: string;
    readonly tax: string;
    readonly fee: string;
  };
  readonly criterion: Criterion;
};

/** SHA-256 of a text's UTF-8 bytes in hex. */
export type Sha256 = (text: string) => string;

/** At most this many lines travel in one part (definition D5). */
export const linesPerPart = 500;

/** The lines of a packet in order of receivable id. A line without a criterion is a fault: submission refuses it before. */
export const frozenLines = (
  content: PacketContent,
  packetCriterion: Criterion | null,
): readonly FrozenLine[] =>
  content.lines
    .map((line) => {
      const { receivable } = line;
      const criterion = criterionOf(line, packetCriterion);
      if (!criterion) throw new RangeError(`receivable ${receivable.id} has no eligibility criterion`);
      const text = (minor: bigint) => amountText(money(minor, receivable.currency));
      return {
        receivableId: receivable.id,
        accountId: receivable.debtor.id,
        entity: receivable.entity,
        department: receivable.department,
        deal: receivable.deal,
        invoiceNumber: receivable.invoiceNumber,
        currency: receivable.currency,
        sides: {
          revenue: text(receivable.open.revenue),
          payable: text(receivable.open.payable),
          tax: text(receivable.open.tax),
          fee: text(receivable.open.fee),
        },
        criterion,
      };
    })
    .sort((one, other) => (one.receivableId < other.receivableId ? -1 : 1));

/** The hash the ledger checks before it executes: over the canonical JSON of all lines in one array (definition D5). */
export const contentHash = (lines: readonly FrozenLine[], sha256: Sha256): string =>
  sha256(canonicalJson(lines satisfies CanonicalValue));

/**
 * The hash that tells whether a resubmitted packet is the same (ruling 4), over all that approvers are shown: the packet's name, the
 * lines with their amounts, criteria and dates, which of them rely on the packet's documents, and the bytes of every document.
 */
export const dossierHash = (
  name: string,
  lines: readonly FrozenLine[],
  content: PacketContent,
  sha256: Sha256,
): string => {
  const documents = content.documents
    .map(({ receivableId, kind, sha256: bytes }) => ({ receivableId, kind, bytes }))
    .map((document) => [canonicalJson(document), document] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, document]) => document);
  const usingPacketDocument = content.lines
    .filter(({ usePacketDocument }) => usePacketDocument)
    .map(({ receivable }) => receivable.id)
    .sort();
  const dates = content.lines
    .map(({ receivable: { id, invoiceDate, dueDate } }) => ({ receivableId: id, invoiceDate, dueDate }))
    .sort((one, other) => (one.receivableId < other.receivableId ? -1 : 1));
  return sha256(canonicalJson({ name, lines, dates, usingPacketDocument, documents }));
};

/** The lines in parts small enough for one message each. */
export const partsOf = (lines: readonly FrozenLine[]): readonly (readonly FrozenLine[])[] =>
  Array.from({ length: Math.ceil(lines.length / linesPerPart) }, (_, part) =>
    lines.slice(part * linesPerPart, (part + 1) * linesPerPart),
  );
