import { expect, it } from 'vitest';
import { type Approval, approvalHash } from './approval.ts';

const signature = {
  personId: 'p-1',
  name: 'Uma',
  role: 'MD',
  signedAt: '2026-03-31T10:00:00.000Z',
  version: 4,
};
const approval: Approval = {
  packetId: 'packet',
  round: 1,
  contentHash: 'lines',
  policyVersion: '2',
  signatures: [signature],
};
const textOf = (text: string) => text;

it('covers all of an approval, and nothing that comes with it', () => {
  expect(approvalHash({ ...approval, ...{ packetName: 'First' } }, textOf)).toBe(
    '{"contentHash":"lines","packetId":"packet","policyVersion":"2","round":1,"signatures":[{"name":"Uma","personId":"p-1","role":"MD","signedAt":"2026-03-31T10:00:00.000Z","version":4}]}',
  );
});

it.each<[string, Partial<Approval>]>([
  ['packet', { packetId: 'other' }],
  ['round', { round: 2 }],
  ['lines', { contentHash: 'others' }],
  ['policy', { policyVersion: '3' }],
  ['signature', { signatures: [{ ...signature, role: 'CFO' }] }],
])('another %s has another hash', (_what, change) => {
  expect(approvalHash({ ...approval, ...change }, textOf)).not.toBe(approvalHash(approval, textOf));
});
