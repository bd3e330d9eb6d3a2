import { money } from '@recoup/contracts/values';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { moneyText } from '@recoup/domain/money';
import * as z from 'zod';
import { historyOf } from '../../../domain/history/packet-history.ts';
import { isWaiting, type Packet, recoveryKinds } from '../../../domain/packet/packet.ts';
import type { Change } from '../../../domain/packet/packet-event.ts';
import { packetStatusCodes, workflowStateOf, workflowStates } from '../../../domain/packet/packet-status.ts';
import { possibleApprovers } from '../../../domain/packet/segregation.ts';
import { warningCodes } from '../../../domain/packet/submission-record.ts';
import type { Person } from '../../../domain/people/person.ts';
import { approverRoles } from '../../../domain/people/person.ts';
import type { SubmissionWarning } from '../../../domain/submission/submission-check.ts';
import { personResource } from '../../../reads/wire.ts';

export const previewResource = z.object({
  action: z.string(),
  from: z.enum(packetStatusCodes).nullable(),
  to: z.enum(packetStatusCodes).nullable(),
  workflowState: z.enum(workflowStates),
  round: z.int(),
  route: z.array(z.enum(approverRoles)),
  nextApproverRole: z.enum(approverRoles).nullable(),
  nextApprovers: z.array(personResource).describe('people who could sign next'),
  signedBy: z.array(personResource.extend({ role: z.string() })),
  receivableCount: z.int(),
  totalCommission: money,
  baseTotal: money.nullable(),
  splitSuspect: money.nullable(),
  policyVersion: z.string().nullable(),
  recoveryKind: z.enum(recoveryKinds).nullable(),
  warnings: z.array(
    z.object({
      code: z.enum(warningCodes),
      receivableId: z.uuid(),
      invoiceNumber: z.string(),
      message: z.string(),
    }),
  ),
  reversible: z.string(),
});

/** What an act would do, from the very change that it would make. */
export const previewOf = (
  { packet, events, warnings = [] }: Change & { readonly warnings?: readonly SubmissionWarning[] },
  people: readonly Person[],
  today: CalendarDate,
): z.infer<typeof previewResource> => {
  const [first] = events;
  const last = events.at(-1) ?? first;
  const { submission } = packet;
  return {
    action: historyOf(first).action,
    from: first.from,
    to: last.to,
    workflowState: workflowStateOf(packet.statusCd),
    round: packet.round,
    route: [...(submission?.route ?? [])],
    nextApproverRole: isWaiting(packet) ? packet.awaiting[0] : null,
    nextApprovers: isWaiting(packet)
      ? possibleApprovers(packet, people, today).map(({ id, displayName }) => ({
          personId: id,
          name: displayName,
        }))
      : [],
    signedBy:
      'approvals' in packet
        ? packet.approvals.map(({ role, by }) => ({ personId: by.id, name: by.name, role }))
        : [],
    receivableCount: packet.receivableCount,
    totalCommission: moneyText(packet.totalCommission),
    baseTotal: submission ? moneyText(submission.baseTotal) : null,
    splitSuspect: submission?.splitSum ? moneyText(submission.splitSum) : null,
    policyVersion: submission?.policyVersion ?? null,
    recoveryKind: 'recovery' in packet ? (packet.recovery?.kind ?? null) : null,
    warnings: warnings.map(({ receivableId, invoiceNumber, warning }) => ({
      code: warning,
      receivableId,
      invoiceNumber,
      message: 'Receivable is written off as AGED but is less than 90 days past due',
    })),
    reversible: wayBack(packet),
  };
};

const wayBack = (packet: Packet): string => {
  if (isWaiting(packet)) return 'A submitted packet cannot be withdrawn, but an approver can reject it.';
  switch (packet.statusCd) {
    case 'APPROVED':
      return 'This can be undone only by recovering the whole packet.';
    case 'CANCELLED':
      return 'This cannot be undone. The receivables can go into another packet; the name stays taken.';
    case 'COMPLETE':
      return 'This cannot be undone. Receivables that stay unpaid need a new packet.';
    default:
      return 'The packet can be submitted again.';
  }
};
