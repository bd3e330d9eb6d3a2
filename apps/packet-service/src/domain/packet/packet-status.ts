import type { ApproverRole } from '../people/person.ts';

const suffixes = {
  AGENT: 'AGENT',
  DEPT_HEAD: 'DH',
  VP_CLIENT_ACCOUNTING: 'VP',
  CFO: 'CFO',
  MD: 'MD',
} as const satisfies Record<ApproverRole, string>;

type Suffix = (typeof suffixes)[ApproverRole];
export type StageApprovedCode = `APPROVED_${Suffix}`;
export type RejectedCode = `REJECTED_${Suffix}`;

/** `packet_status_cd` (requirement W10), with CANCELLED added (ruling 1). */
export const packetStatusCodes = [
  'DRAFT',
  'SUBMITTED',
  'RESUBMITTED',
  'APPROVED',
  'APPROVED_AGENT',
  'APPROVED_DH',
  'APPROVED_VP',
  'APPROVED_CFO',
  'APPROVED_MD',
  'REJECTED_AGENT',
  'REJECTED_DH',
  'REJECTED_VP',
  'REJECTED_CFO',
  'REJECTED_MD',
  'COMPLETE',
  'RECOVERED',
  'CANCELLED',
] as const;
export type PacketStatusCode = (typeof packetStatusCodes)[number];

/** What may be done with a packet, derived from its code (ruling 1). */
export const workflowStates = [
  'DRAFT',
  'SUBMITTED',
  'APPROVED',
  'COMPLETE',
  'RECOVERED',
  'CANCELLED',
] as const;
export type WorkflowState = (typeof workflowStates)[number];

const states: Readonly<Record<PacketStatusCode, WorkflowState>> = {
  DRAFT: 'DRAFT',
  SUBMITTED: 'SUBMITTED',
  RESUBMITTED: 'SUBMITTED',
  APPROVED: 'APPROVED',
  APPROVED_AGENT: 'SUBMITTED',
  APPROVED_DH: 'SUBMITTED',
  APPROVED_VP: 'SUBMITTED',
  APPROVED_CFO: 'SUBMITTED',
  APPROVED_MD: 'SUBMITTED',
  REJECTED_AGENT: 'DRAFT',
  REJECTED_DH: 'DRAFT',
  REJECTED_VP: 'DRAFT',
  REJECTED_CFO: 'DRAFT',
  REJECTED_MD: 'DRAFT',
  COMPLETE: 'COMPLETE',
  RECOVERED: 'RECOVERED',
  CANCELLED: 'CANCELLED',
};

/** The state a code stands for. A packet with APPROVED_x at rest still waits for another signature (ruling 1). */
export const workflowStateOf = (code: PacketStatusCode): WorkflowState => states[code];

/** The codes that stand for a state, for filters and database constraints. */
export const codesOf = (state: WorkflowState): readonly PacketStatusCode[] =>
  packetStatusCodes.filter((code) => states[code] === state);

/** Whether a packet keeps its receivables from every other packet (ruling 9). A deleted one has no status. */
export const holdsReceivables = (code: PacketStatusCode | null): boolean =>
  code !== null && code !== 'CANCELLED' && code !== 'RECOVERED';

export const stageApprovedBy = (role: ApproverRole): StageApprovedCode => `APPROVED_${suffixes[role]}`;
export const rejectedBy = (role: ApproverRole): RejectedCode => `REJECTED_${suffixes[role]}`;
