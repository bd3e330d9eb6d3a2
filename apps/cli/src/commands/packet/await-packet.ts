import type { Session } from '../../session/session.ts';
import { findPacket, type Packet } from './find-packet.ts';

const withinMs = 20_000;
const pollMs = 200;

/** What the ledger still has to do is shown as it is after this time: it may be away, and nothing is lost. */
const untilDone = async (
  session: Session,
  packetId: string,
  onProgress: (line: string) => void,
  waits: (packet: Packet) => string | undefined,
): Promise<Packet> => {
  const end = Date.now() + withinMs;
  for (;;) {
    const packet = await findPacket(session, packetId);
    const reason = waits(packet);
    if (reason === undefined || Date.now() > end) return packet;
    onProgress(reason);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
};

const waitsForGl = ({ glStatus }: Packet): string | undefined =>
  glStatus === null || glStatus === 'PENDING' || glStatus === 'UNKNOWN'
    ? 'waiting for the general ledger'
    : undefined;

/** Waits a little until a packet that everybody approved is executed, numbered and posted. */
export const untilExecuted = (session: Session, packetId: string, onProgress: (line: string) => void) =>
  untilDone(session, packetId, onProgress, (packet) => {
    if (packet.workflowState === 'APPROVED') return 'waiting for the ledger';
    if (packet.workflowState !== 'COMPLETE') return undefined;
    return packet.receiptNo === null ? 'waiting for the number of the receipt' : waitsForGl(packet);
  });

/** Waits a little until a recovery that was requested is executed. */
export const untilRecovered = (session: Session, packetId: string, onProgress: (line: string) => void) =>
  untilDone(session, packetId, onProgress, (packet) =>
    packet.workflowState === 'COMPLETE' ? 'waiting for the ledger' : undefined,
  );
