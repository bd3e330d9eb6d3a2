import { amountText, money } from '@recoup/domain/money';
import type { Criterion } from '../eligibility/eligibility.ts';
import type { Packet } from '../packet/packet.ts';
import type { PacketLine } from '../packet/packet-content.ts';
import type { PacketEvent, PacketHeader } from '../packet/packet-event.ts';
import type { ReceivableId } from '../receivable/receivable.ts';

/** Receivables that stand alike in a packet; large packets have few different groups. */
export type LineGroup = {
  readonly receivables: readonly ReceivableId[];
  readonly criterion: Criterion | null;
  readonly usePacketDocument: boolean;
};

/** What an entry of the history says beyond its codes: enough that the entries, read in order, give the content of the packet. */
export const detailOf = (event: PacketEvent): object | null => {
  const { packet } = event;
  switch (event.type) {
    case 'packet-created':
      return {
        name: packet.name.text,
        clientId: packet.client.id,
        defaultCriterion: packet.defaultCriterion,
        currency: packet.currency,
        added: groupsOf(event.content.lines),
      };
    case 'receivables-added':
      return { currency: packet.currency, added: groupsOf(event.content.lines) };
    case 'receivables-removed':
      return { removed: groupsOf(event.content.before) };
    case 'lines-edited': {
      const { receivableIds, edit, before } = event.content;
      return { receivables: receivableIds, ...edit, before: groupsOf(before) };
    }
    case 'header-edited': {
      const { edit, before } = event.content;
      return { ...headerOf(edit), before: headerOf(before) };
    }
    case 'document-attached': {
      const { id: documentId, receivableId, kind, sha256, fileName } = event.content;
      return { documentId, receivableId, kind, sha256, fileName };
    }
    case 'packet-submitted':
    case 'packet-resubmitted': {
      const { attempt, contentHash, dossierHash, route } = event.packet.submission;
      return { attempt, contentHash, dossierHash, route };
    }
    case 'packet-stage-approved':
    case 'packet-rejected': {
      const { grants: _, signIn: __, ...seen } = event.content;
      return seen;
    }
    case 'packet-deleted':
      return { name: packet.name.text };
    case 'packet-execution-refused':
    case 'packet-recovery-refused':
      return { code: event.code };
    case 'packet-completed': {
      const { cashReceiptId, executed } = event.packet.execution;
      const { totals, ...counts } = executed;
      return {
        cashReceiptId,
        approved: {
          commission: amountOf(packet, event.packet.submission.totals.revenue),
          receivableCount: packet.receivableCount,
        },
        executed: { commission: amountOf(packet, totals.revenue), ...counts },
      };
    }
    case 'packet-approved':
      return { eventDates: event.eventDates };
    case 'packet-recovery-requested':
      return { kind: event.packet.recovery.kind, eventDates: event.eventDates };
    case 'packet-cancelled':
    case 'packet-recovered':
      return null;
  }
};

const amountOf = ({ currency }: Packet, minor: bigint) => amountText(money(minor, currency));

const groupsOf = (lines: readonly PacketLine[]): readonly LineGroup[] =>
  [
    ...Map.groupBy(lines, ({ criterion, usePacketDocument }) => `${criterion} ${usePacketDocument}`).values(),
  ].flatMap((alike) => {
    const [first] = alike;
    return first
      ? {
          receivables: alike.map(({ receivable }) => receivable.id),
          criterion: first.criterion,
          usePacketDocument: first.usePacketDocument,
        }
      : [];
  });

const headerOf = ({ name, ...criterion }: PacketHeader) => ({
  ...(name ? { name: name.text } : {}),
  ...criterion,
});
