import type { Currency } from '@recoup/domain/currency';
import { approvePacket } from '../domain/approval/approve-packet.ts';
import { rejectPacket } from '../domain/approval/reject-packet.ts';
import { addLines, type LineChoice } from '../domain/packet/add-lines.ts';
import { commentOn } from '../domain/packet/comment.ts';
import { removeLines, setLines } from '../domain/packet/edit-lines.ts';
import { cancelDraft, deleteDraft } from '../domain/packet/end-packet.ts';
import type { ExecutionReport, Packet, PacketId, RecoveryKind } from '../domain/packet/packet.ts';
import type { DocumentId, LineEdit } from '../domain/packet/packet-content.ts';
import type { ReceivableId } from '../domain/receivable/receivable.ts';
import { submitDraft } from '../domain/submission/submit-packet.ts';
import { recordExecution, recordRefusedExecution } from '../domain/write-off/execution.ts';
import { recordRecovery, recordRefusedRecovery, requestRecovery } from '../domain/write-off/recovery.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentVault } from '../ports/packet/document-vault.ts';
import type { PacketStore } from '../ports/packet/packet-store.ts';
import type { PeopleStore, ProposePeople } from '../ports/people/people-store.ts';
import { attachDocument } from './packet/attach-document.ts';
import { contextOf, type OnPacket } from './packet/command-context.ts';
import { createPacket } from './packet/create-packet.ts';
import { editPacket } from './packet/edit-packet.ts';
import { seedPeople } from './people/seed-people.ts';

export type CommandPorts = {
  readonly packets: PacketStore;
  readonly vault: DocumentVault;
  readonly people: PeopleStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly baseCurrency: Currency;
  readonly uploadsADay: number;
  /** How long ago whoever gives the last signature of a route may have signed in. */
  readonly signInWithinSeconds: number;
  readonly proposePeople: ProposePeople;
};

type WithComment = OnPacket & { readonly comment: string | null };
type OnReceivables = OnPacket & { readonly receivableIds: readonly ReceivableId[] };

/**
 * Everything that people and other services can have done here: the service on one screen. What two persons decide is a change
 * request. What must make or check something before it asks a port has a file of its own, in `packet/` or `people/`.
 */
export const commands = (ports: CommandPorts) => ({
  ...draftCommands(ports),
  ...workflowCommands(ports),
  ...ledgerReports(ports),
  ...peopleCommands(ports),
});
export type Commands = ReturnType<typeof commands>;

const draftCommands = ({ packets, vault, clock, newId, baseCurrency, uploadsADay }: CommandPorts) => ({
  createPacket: createPacket(packets, clock, () => newId() as PacketId, baseCurrency),
  editPacket: editPacket(packets, clock),
  deletePacket: (on: OnPacket) => packets.change(contextOf(on, 'DELETE', clock), deleteDraft),

  addReceivables: ({ receivableIds, criterion, usePacketDocument, ...on }: OnReceivables & LineChoice) =>
    packets.extend(contextOf(on, 'EDIT', clock), receivableIds, (packet, content, candidates, acting) =>
      addLines(packet, content, candidates, { criterion, usePacketDocument }, acting),
    ),
  removeReceivables: ({ receivableIds, ...on }: OnReceivables) =>
    packets.changeContent(contextOf(on, 'EDIT', clock), (packet, content, acting) =>
      removeLines(packet, content, receivableIds, acting),
    ),
  setCriteria: ({ receivableIds, edit, ...on }: OnReceivables & { readonly edit: LineEdit }) =>
    packets.changeContent(contextOf(on, 'EDIT', clock), (packet, content, acting) =>
      setLines(packet, content, receivableIds, edit, acting),
    ),

  attachDocument: attachDocument({ packets, vault, clock, uploadsADay }, () => newId() as DocumentId),
});

const workflowCommands = ({ packets, clock, signInWithinSeconds }: CommandPorts) => ({
  submitPacket: (on: OnPacket) => packets.submit(contextOf(on, 'SUBMIT', clock), submitDraft),
  decidePacket: ({ decision, comment, ...on }: WithComment & { readonly decision: 'APPROVE' | 'REJECT' }) =>
    packets.change<Packet>(contextOf(on, decision, clock), (packet, acting) =>
      decision === 'APPROVE'
        ? approvePacket(packet, comment, { ...acting, signInWithinSeconds })
        : rejectPacket(packet, comment, acting),
    ),
  cancelPacket: ({ comment, ...on }: WithComment) =>
    packets.change(contextOf(on, 'CANCEL', clock), (packet, acting) => cancelDraft(packet, comment, acting)),
  askForRecovery: ({
    kind,
    reason,
    ...on
  }: OnPacket & { readonly kind: RecoveryKind; readonly reason: string | null }) =>
    packets.change(contextOf(on, 'RECOVER', clock), (packet, acting) =>
      requestRecovery(packet, { kind, reason }, acting),
    ),
  writeComment: ({
    receivableId,
    text,
    ...on
  }: OnPacket & { readonly receivableId: ReceivableId | null; readonly text: string }) =>
    packets.comment(contextOf(on, 'COMMENT', clock), (packet, content, acting) =>
      commentOn(packet, content, receivableId, text, acting),
    ),
});

const ledgerReports = ({ packets, clock }: CommandPorts) => ({
  applyExecution: (packetId: PacketId, report: ExecutionReport) =>
    packets.applyReport(packetId, (packet) => recordExecution(packet, report, clock.now())),
  applyRefusedExecution: (packetId: PacketId, refusal: { readonly code: string; readonly why: string }) =>
    packets.applyReport(packetId, (packet) => recordRefusedExecution(packet, refusal, clock.now())),
  applyRefusedRecovery: (packetId: PacketId, refusal: { readonly code: string; readonly why: string }) =>
    packets.applyReport(packetId, (packet) => recordRefusedRecovery(packet, refusal, clock.now())),
  applyRecovery: (packetId: PacketId, recoveredAt: Date) =>
    packets.applyReport(packetId, (packet) => recordRecovery(packet, recoveredAt, clock.now())),
});

const peopleCommands = ({ people, proposePeople, clock }: CommandPorts) => ({
  seedPeople: seedPeople(people, proposePeople, clock.today),
});
