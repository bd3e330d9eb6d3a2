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

const usd = (amount: string) => ({ amount, currency: 'USD' });
/** The ledger's word on it: two of the nine receivables were paid meanwhile, and of one a part. */
export const executedForLess = {
  cashReceiptId: '01920000-0000-7000-8000-0000000000d1',
  completedAt: '2026-03-31T14:31:09.203Z',
  executed: {
    total: usd('33000.00'),
    sides: { revenue: '30000.00', payable: '3000.00', tax: '0.00', fee: '0.00' },
    ...{ receivableCount: 7, loweredCount: 1, droppedCount: 2 },
  },
};
/** The same of all that was approved. */
export const executedAsApproved = {
  ...executedForLess,
  executed: {
    total: usd('41250.00'),
    sides: { revenue: '41250.00', payable: '0.00', tax: '0.00', fee: '0.00' },
    ...{ receivableCount: 9, loweredCount: 0, droppedCount: 0 },
  },
};

export const aSubmission = {
  contentHash: 'a'.repeat(64),
  parts: 1,
  route: ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'],
  baseTotal: { amount: '41250.00', currency: 'USD' },
  policyVersion: '1',
  splitSuspect: null,
};
