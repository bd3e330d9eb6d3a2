import { canonicalJson } from '@recoup/domain/canonical-json';
import type { FrozenLine } from '../packet/frozen-line.ts';
import type { PacketContent } from '../packet/packet-content.ts';
import type { SubmittedLine } from '../packet/submission-record.ts';
import type { SubmissionWarning } from './submission-check.ts';

/** Each line of a submission with what approvers are shown beside it. */
export const submittedLines = (
  frozen: readonly FrozenLine[],
  { lines }: PacketContent,
  warnings: readonly SubmissionWarning[],
): readonly SubmittedLine[] => {
  const byId = new Map(lines.map((line) => [line.receivable.id, line]));
  const warned = Map.groupBy(warnings, ({ receivableId }) => receivableId);
  return frozen.map((line) => {
    const own = byId.get(line.receivableId);
    if (!own) throw new RangeError(`receivable ${line.receivableId} was frozen and is not in the packet`);
    const { open, invoiceDate, dueDate } = own.receivable;
    return {
      frozen: line,
      text: canonicalJson(line),
      open,
      invoiceDate,
      dueDate,
      usePacketDocument: own.usePacketDocument,
      warnings: (warned.get(line.receivableId) ?? []).map(({ warning }) => warning),
    };
  });
};
