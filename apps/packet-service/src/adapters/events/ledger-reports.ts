import {
  LedgerGlAwaitingApprovalV1,
  LedgerGlCancelledV1,
  LedgerGlExportedV1,
  LedgerGlHeldV1,
  LedgerGlPostedByHandV1,
  LedgerGlPostedV1,
  LedgerGlRejectedV1,
  LedgerGlUnknownV1,
  LedgerNumberedV1,
  LedgerWriteOffExecutedV1,
  LedgerWriteOffRecoveredV1,
  LedgerWriteOffRecoveryRefusedV1,
  LedgerWriteOffRefusedV1,
} from '@recoup/contracts/ledger.v1';
import { topics } from '@recoup/contracts/topics';
import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { storedCurrency } from '@recoup/domain/currency';
import { exactAmount } from '@recoup/domain/money';
import type { Result } from '@recoup/domain/result';
import { bySide, type Side, type SideAmounts } from '@recoup/domain/sides';
import { facts, on, type Subscription } from '@recoup/runtime/inbox/subscription';
import type { Commands } from '../../application/commands.ts';
import type { PacketId } from '../../domain/packet/packet.ts';
import type { ReceivableId } from '../../domain/receivable/receivable.ts';
import type { GlReport, GlReports } from '../../ports/gl-reports.ts';
import type { ReceiptNumbers } from '../../ports/receipt-numbers.ts';

/** What the ledger says about packets. A report that does not fit the packet's state becomes a dead letter. */
export const ledgerReports = (
  commands: Pick<
    Commands,
    'applyExecution' | 'applyRefusedExecution' | 'applyRecovery' | 'applyRefusedRecovery'
  >,
  glReports: GlReports,
  receiptNumbers: ReceiptNumbers,
): Subscription =>
  facts(topics.ledger, [
    on(LedgerWriteOffExecutedV1, async ({ data }) => {
      assertAccepted(
        await commands.applyExecution(data.packetId as PacketId, {
          cashReceiptId: data.receipt.cashReceiptId,
          executedAt: new Date(data.executedAt),
          writtenOffOn: data.entities.map(({ entity, eventDate }) => ({ entity, date: dayOf(eventDate) })),
          executed: {
            totals: sidesOf(data.sides, data.total.currency),
            receivableCount: data.receivableCount,
            loweredCount: data.loweredCount,
            droppedCount: data.droppedCount,
          },
          lines: data.lines.map(({ receivableId, executed }) => ({
            receivableId: receivableId as ReceivableId,
            executed: sidesOf(executed, data.total.currency),
          })),
          lowered: data.lowered as ReceivableId[],
          dropped: data.dropped as ReceivableId[],
        }),
      );
      await glReports.announce(data.packetId, data.documentCount);
    }),
    on(LedgerWriteOffRefusedV1, async ({ data }) =>
      assertAccepted(
        await commands.applyRefusedExecution(data.packetId as PacketId, {
          code: data.code,
          why: data.reason,
        }),
      ),
    ),
    on(LedgerWriteOffRecoveryRefusedV1, async ({ data }) =>
      assertAccepted(
        await commands.applyRefusedRecovery(data.packetId as PacketId, {
          code: data.code,
          why: data.reason,
        }),
      ),
    ),
    on(LedgerWriteOffRecoveredV1, async ({ data }) => {
      assertAccepted(await commands.applyRecovery(data.packetId as PacketId, new Date(data.recoveredAt)));
      await glReports.announce(data.packetId, data.documentCount);
    }),
    on(LedgerNumberedV1, ({ data: { packetId, receipt } }) =>
      receiptNumbers.keep(packetId, receipt.cashReceiptId, receipt.receiptNo),
    ),
    on(LedgerGlPostedV1, ({ data, time }) =>
      glReports.keep({
        ...reportOf(data, time),
        status: 'POSTED',
        documentId: data.documentId,
        detail: null,
      }),
    ),
    on(LedgerGlRejectedV1, ({ data, time }) =>
      glReports.keep({
        ...reportOf(data, time),
        status: 'REJECTED',
        documentId: null,
        detail: data.errors.map(({ code, detail }) => `${code}: ${detail}`).join('; '),
      }),
    ),
    on(LedgerGlExportedV1, ({ data, time }) =>
      glReports.keep({ ...reportOf(data, time), status: 'EXPORTED', documentId: null, detail: data.file }),
    ),
    on(LedgerGlHeldV1, ({ data, time }) =>
      glReports.keep({ ...reportOf(data, time), status: 'HELD', documentId: null, detail: data.reason }),
    ),
    on(LedgerGlAwaitingApprovalV1, ({ data, time }) =>
      glReports.keep({
        ...reportOf(data, time),
        status: 'AWAITING_APPROVAL',
        documentId: data.documentId,
        detail: null,
      }),
    ),
    on(LedgerGlCancelledV1, ({ data, time }) =>
      glReports.keep({ ...reportOf(data, time), status: 'CANCELLED', documentId: null, detail: data.reason }),
    ),
    on(LedgerGlPostedByHandV1, ({ data, time }) =>
      glReports.keep({
        ...reportOf(data, time),
        status: 'POSTED_BY_HAND',
        documentId: data.documentId,
        detail: data.reason,
      }),
    ),
    on(LedgerGlUnknownV1, ({ data, time }) =>
      glReports.keep({ ...reportOf(data, time), status: 'UNKNOWN', documentId: null, detail: data.reason }),
    ),
  ]);

const sidesOf = (amounts: Readonly<Record<Side, string>>, currency: string): SideAmounts =>
  bySide((side) => exactAmount(amounts[side], storedCurrency(currency)).minor);

type Reported = Pick<GlReport, 'packetId' | 'externalId' | 'kind' | 'step'> & {
  readonly furtherCount?: number | undefined;
};

const reportOf = (
  { packetId, externalId, kind, step, furtherCount = 0 }: Reported,
  at: string,
): Omit<GlReport, 'status' | 'documentId' | 'detail'> => ({
  ...{ packetId, externalId, kind, step, furtherCount, at },
});

const assertAccepted = (result: Result<unknown, { readonly reason: string }>): void => {
  if (!result.ok) throw new Error(`the report does not fit the packet: ${JSON.stringify(result.refusal)}`);
};

const dayOf = (text: string): CalendarDate => {
  const day = toCalendarDate(text);
  if (!day) throw new Error(`the ledger says ${text}, which is no day`);
  return day;
};
