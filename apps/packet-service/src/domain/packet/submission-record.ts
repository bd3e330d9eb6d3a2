import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { FxRate } from '@recoup/domain/fx-rate';
import type { Money } from '@recoup/domain/money';
import type { SideAmounts } from '@recoup/domain/sides';
import type { ApprovalPolicy } from '../approval-policy/approval-policy.ts';
import type { RouteTotals } from '../approval-policy/approval-route.ts';
import type { FrozenLine } from './frozen-line.ts';
import type { PacketId } from './packet.ts';
import type { PacketDocument } from './packet-content.ts';

/** A rate as it was listed. A currency has none into itself, so that its rate of one was never listed. */
export type UsedRate = FxRate & {
  readonly listed?: { readonly id: string; readonly version: number; readonly source: string };
};

/** Another submission of the client that counts with that of a packet (ruling 5). */
export type RecentSubmission = {
  readonly packetId: PacketId;
  readonly attempt: number;
  readonly on: CalendarDate;
  readonly totals: RouteTotals;
};

/** What an approver should beware of and what does not block (ruling 11). */
export const warningCodes = ['AGED_BELOW_90_DAYS'] as const;
export type WarningCode = (typeof warningCodes)[number];

export type SubmittedLine = {
  readonly frozen: FrozenLine;
  /** As it is hashed and published. */
  readonly text: string;
  readonly open: SideAmounts;
  readonly invoiceDate: CalendarDate;
  readonly dueDate: CalendarDate;
  readonly usePacketDocument: boolean;
  readonly warnings: readonly WarningCode[];
};

/** Everything a submission rested on, from which its route, sums and hashes can be computed again (invariants I8, I11, I12). */
export type SubmissionRecord = {
  readonly versionSeen: number;
  readonly rate: UsedRate;
  /** All that it writes off, in the base currency. */
  readonly baseWhole: Money;
  /** Its own commission and that of the others, in the base currency. */
  readonly splitTotal: Money;
  readonly recent: readonly RecentSubmission[];
  readonly policies: readonly { readonly entity: string; readonly policy: ApprovalPolicy }[];
  readonly lines: readonly SubmittedLine[];
  readonly documents: readonly Pick<PacketDocument, 'id' | 'receivableId' | 'kind' | 'sha256'>[];
};
