import { expect, it } from 'vitest';
import { codesOf, packetStatusCodes, rejectedBy, stageApprovedBy, workflowStateOf } from './packet-status.ts';

it('a packet has one of the sixteen status codes of the customer, or is CANCELLED', () => {
  expect(packetStatusCodes).toEqual([
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
  ]);
});

it.each([
  ['DRAFT', 'DRAFT'],
  ['REJECTED_AGENT', 'DRAFT'],
  ['REJECTED_MD', 'DRAFT'],
  ['SUBMITTED', 'SUBMITTED'],
  ['RESUBMITTED', 'SUBMITTED'],
  ['APPROVED_AGENT', 'SUBMITTED'],
  ['APPROVED_CFO', 'SUBMITTED'],
  ['APPROVED', 'APPROVED'],
  ['COMPLETE', 'COMPLETE'],
  ['RECOVERED', 'RECOVERED'],
  ['CANCELLED', 'CANCELLED'],
] as const)('a packet with code %s is in state %s', (code, state) => {
  expect(workflowStateOf(code)).toBe(state);
});

it('counts the draft and all five rejections as drafts', () => {
  expect(codesOf('DRAFT')).toEqual([
    'DRAFT',
    'REJECTED_AGENT',
    'REJECTED_DH',
    'REJECTED_VP',
    'REJECTED_CFO',
    'REJECTED_MD',
  ]);
});

it('names a signature and a rejection for the role that gave it', () => {
  expect(stageApprovedBy('VP_CLIENT_ACCOUNTING')).toBe('APPROVED_VP');
  expect(rejectedBy('DEPT_HEAD')).toBe('REJECTED_DH');
});
