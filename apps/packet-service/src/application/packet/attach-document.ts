import { refused } from '@recoup/domain/result';
import type { DocumentKind } from '../../domain/eligibility/eligibility.ts';
import { attachEvidence } from '../../domain/evidence/attach-evidence.ts';
import type { EditablePacket } from '../../domain/packet/packet.ts';
import type { DocumentId } from '../../domain/packet/packet-content.ts';
import type { ReceivableId } from '../../domain/receivable/receivable.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DocumentVault } from '../../ports/packet/document-vault.ts';
import type { Decision, PacketStore } from '../../ports/packet/packet-store.ts';
import { contextOf, type OnPacket } from './command-context.ts';

export type AttachDocument = OnPacket & {
  readonly receivableId: ReceivableId | null;
  readonly kind: DocumentKind;
  readonly fileName: string;
  /** Where the received bytes lie until the request is over. */
  readonly received: { readonly path: string; readonly size: number; readonly sha256: string };
};

export type AttachDocumentPorts = {
  readonly packets: PacketStore;
  readonly vault: DocumentVault;
  readonly clock: Clock;
  /** How many documents one person may attach within 24 hours. */
  readonly uploadsADay: number;
};

/** Attaches evidence: judged by its bytes, decided like any edit, and kept by its hash. */
export const attachDocument =
  ({ packets, vault, clock, uploadsADay }: AttachDocumentPorts, newDocumentId: () => DocumentId) =>
  async ({ receivableId, kind, fileName, received, ...on }: AttachDocument) => {
    const file = await vault.judge(received.path, fileName);
    if (!file.ok) return refused({ reason: 'file-refused', because: file.refusal.reason } as const);
    const document = {
      id: newDocumentId(),
      receivableId,
      kind,
      sha256: received.sha256,
      fileName,
      mediaType: file.value.mediaType,
      sizeBytes: received.size,
    };
    const attached = await packets.attach(
      contextOf(on, 'EDIT', clock),
      (packet, content, uploads, acting): Decision<EditablePacket> =>
        uploads >= uploadsADay
          ? refused({ reason: 'too-many-uploads', uploadsADay })
          : attachEvidence(packet, content, document, acting),
    );
    if (attached.ok && on.mode === 'do') await vault.keep(received.path, received.sha256);
    return attached;
  };
