import { actionOf, type PacketAction, type PacketEvent, type Step } from '../packet/packet-event.ts';
import type { PersonRef, Role } from '../people/person.ts';
import { detailOf } from './history-detail.ts';

/** One row of the status history (`packet_status_history`). */
export type HistoryEntry = Step & {
  readonly action: PacketAction;
  /** Absent when the system acted. */
  readonly by: PersonRef | null;
  readonly role: Role | null;
  /** What the row says beyond its codes, for the audit trail. */
  readonly detail: object | null;
};

export const historyOf = (event: PacketEvent): HistoryEntry => ({
  version: event.version,
  from: event.from,
  to: event.to,
  action: actionOf(event),
  by: event.by,
  role: event.role,
  comment: event.comment,
  at: event.at,
  detail: detailOf(event),
});
