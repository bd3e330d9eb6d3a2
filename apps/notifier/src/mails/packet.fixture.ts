import type { PacketSummary } from '@recoup/contracts/packet-summary';

const person = (digit: string, name: string) => ({
  personId: `01920000-0000-7000-8000-00000000000${digit}`,
  name,
});
export const uma = person('1', 'Uma Client Accounting');
export const ann = person('2', 'Ann Agent');
export const dan = person('3', 'Dan Dept Head');

/** XYZ-2025-Q1 of USD 41,250.00 and 9 receivables, submitted by Uma, waiting for the Agent. */
export const aPacketSummary = (facts: Partial<PacketSummary> = {}): PacketSummary => ({
  packetId: '01920000-0000-7000-8000-0000000000b1',
  version: 3,
  name: 'XYZ-2025-Q1',
  client: { clientId: '01920000-0000-7000-8000-0000000000c1', number: 'C-1', name: 'XYZ Corp' },
  currency: 'USD',
  packetStatusCd: 'SUBMITTED',
  workflowState: 'SUBMITTED',
  totalCommission: { amount: '41250.00', currency: 'USD' },
  receivableCount: 9,
  currentApproverRole: 'AGENT',
  round: 1,
  submittedBy: uma,
  approvedBy: [],
  entities: ['US01'],
  departments: ['Music'],
  ...facts,
});

export const aSubmission = {
  contentHash: 'a'.repeat(64),
  parts: 1,
  route: ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'],
  baseTotal: { amount: '41250.00', currency: 'USD' },
  policyVersion: '1',
  splitSuspect: null,
};
