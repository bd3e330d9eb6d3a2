import { refused } from '@recoup/domain/result';
import type { DocumentKind } from '../../domain/eligibility/eligibility.ts';
import { attachEvidence } from '../../domain/evidence/attach-evidence.ts';
import type { DocumentId } from '../../domain/packet/packet-content.ts';
import type { ReceivableId } from '../../domain/receivable/receivable.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DocumentVault } from '../../ports/packet/document-vault.ts';
import type { PacketStore } from '../../ports/packet/packet-store.ts';
import { contextOf, type OnPacket } from './command-context.ts';

export type AttachDocument = OnPacket & {
  readonly receivableId: ReceivableId | null;
  readonly kind: DocumentKind;
  readonly fileName: string;
  /** Where the received bytes lie until the request is over. */
  readonly received: { readonly path: string; readonly size: number; readonly sha256: string };
};

/** Attaches evidence: judged by its bytes, decided like any edit, and kept by its hash. */
export const attachDocument =
  (packets: PacketStore, vault: DocumentVault, clock: Clock, newDocumentId: () => DocumentId) =>
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
    const attached = await packets.changeContent(contextOf(on, 'EDIT', clock), (packet, content, acting) =>
      attachEvidence(packet, content, document, acting),
    );
    if (attached.ok && on.mode === 'do') await vault.keep(received.path, received.sha256);
    return attached;
  };
