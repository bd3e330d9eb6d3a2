import type { CalendarDate } from '@recoup/domain/calendar-date';
import { evidenceFor, isTooYoungForAged } from '../eligibility/eligibility.ts';
import { hasEvidence } from '../evidence/evidence.ts';
import type { GlName, LegalEntity } from '../legal-entity/legal-entity.ts';
import { missingMapping } from '../legal-entity/mapping.ts';
import type { EditablePacket } from '../packet/packet.ts';
import { criterionOf, type PacketContent, type PacketLine } from '../packet/packet-content.ts';
import type { OfReceivable, ReceivableIssue, SubmissionIssue } from '../packet/packet-refusal.ts';
import type { WarningCode } from '../packet/submission-record.ts';
import { isCredit, isOpen } from '../receivable/receivable.ts';

export type SubmissionWarning = OfReceivable & { readonly warning: WarningCode };

/** What the books of entities need before anything of theirs can be written off. */
export type BooksOf = {
  readonly entityOf: (code: string) => LegalEntity | undefined;
  /** Whether the general ledger's mapping has a name of ours; asked only where not every name is mapped. */
  readonly isMapped: (name: GlName) => boolean;
  /** Whether a rate of the day from the packet's currency into another is known; a currency needs none into itself. */
  readonly hasRateInto: (currency: string) => boolean;
};

/** All that is missing (requirement W11), by receivable, so that one answer names everything to mend. */
export const submissionIssues = (
  packet: EditablePacket,
  content: PacketContent,
  books: BooksOf,
): readonly SubmissionIssue[] => {
  if (content.lines.length === 0) return [{ issue: 'no-receivables' }];
  return content.lines.flatMap((line) => [
    ...lineIssues(packet, content, line),
    ...entityIssues(packet, line, books),
  ]);
};

/** Receivables written off as AGED that are less than 90 days past due. */
export const submissionWarnings = (
  packet: EditablePacket,
  content: PacketContent,
  today: CalendarDate,
): readonly SubmissionWarning[] =>
  content.lines
    .filter((line) => criterionOf(line, packet.defaultCriterion) === 'AGED')
    .filter(({ receivable }) => isTooYoungForAged(receivable, today))
    .map((line) => ({ ...named(line), warning: 'AGED_BELOW_90_DAYS' }));

const lineIssues = (
  packet: EditablePacket,
  content: PacketContent,
  line: PacketLine,
): readonly ReceivableIssue[] => {
  const { receivable } = line;
  const about = named(line);
  const found: ReceivableIssue[] = [];
  if (receivable.client.id !== packet.client.id) found.push({ ...about, issue: 'other-client' });
  if (receivable.currency !== packet.currency) found.push({ ...about, issue: 'other-currency' });
  if (!isOpen(receivable)) found.push({ ...about, issue: 'closed' });
  if (isCredit(receivable)) found.push({ ...about, issue: 'credit-balance' });

  const criterion = criterionOf(line, packet.defaultCriterion);
  if (!criterion) found.push({ ...about, issue: 'no-criterion' });
  else if (!hasEvidence(line, criterion, content)) {
    found.push({ ...about, issue: 'no-evidence', wanted: evidenceFor[criterion] });
  }
  return found;
};

/** What keeps the write-off of a receivable out of the books of its entity, so that nobody signs for it in vain. */
const entityIssues = (
  { currency }: EditablePacket,
  line: PacketLine,
  { entityOf, isMapped, hasRateInto }: BooksOf,
): readonly ReceivableIssue[] => {
  const { entity } = line.receivable;
  const known = entityOf(entity);
  if (!known) return [{ ...named(line), issue: 'unknown-entity', entity }];
  const about = named(line);
  const found: ReceivableIssue[] = [];
  const missing = missingMapping(known, line.receivable, currency, isMapped);
  if (missing) found.push({ ...about, issue: 'mapping-missing', entity, ...missing });
  const { functionalCurrency } = known;
  if (!hasRateInto(functionalCurrency))
    found.push({ ...about, issue: 'rate-missing', entity, currency, functionalCurrency });
  return found;
};

const named = ({ receivable }: PacketLine): OfReceivable => ({
  receivableId: receivable.id,
  invoiceNumber: receivable.invoiceNumber,
});
