import type { EditablePacket, WaitingPacket } from '../../domain/packet/packet.ts';
import { isEditable } from '../../domain/packet/packet.ts';
import type { SubmissionWarning } from '../../domain/submission/submission-check.ts';
import { submissionWarnings } from '../../domain/submission/submission-check.ts';
import { submitPacket as decideSubmission } from '../../domain/submission/submit-packet.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Outcome, PacketStore } from '../../ports/packet/packet-store.ts';
import { attempt, type OnPacket } from './packet-attempt.ts';

export type Submitted = {
  readonly outcome: Outcome<WaitingPacket>;
  readonly warnings: readonly SubmissionWarning[];
};

/** Submits a draft for approval, or previews it: what is missing, the route it would take, and what to beware of. */
export const submitPacket =
  (packets: PacketStore, clock: Clock) =>
  async (on: OnPacket): Promise<Submitted> => {
    let warnings: readonly SubmissionWarning[] = [];
    const outcome = await packets.submit(attempt(on, 'SUBMIT', clock), (packet, content, rules, acting) => {
      const draft: EditablePacket | undefined = isEditable(packet) ? packet : undefined;
      warnings = draft ? submissionWarnings(draft, content, acting.today) : [];
      return decideSubmission(packet, content, rules, acting);
    });
    return { outcome, warnings };
  };
