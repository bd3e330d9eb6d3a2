import { expect, it } from 'vitest';
import { type ResolutionRequest, refuseConfirmation } from './four-eyes.ts';

const anOpenRequest = (more: Partial<ResolutionRequest> = {}): ResolutionRequest => ({
  requestId: 'request-1',
  deadLetterId: 'letter-1',
  action: 'replay',
  sequence: null,
  reason: 'the period is open again',
  requestedBy: 'kofi',
  requestedAt: '2026-03-31T10:00:00Z',
  state: 'open',
  endedBy: null,
  endedAt: null,
  endedReason: null,
  ...more,
});
const confirmation = (operator: string, action: ResolutionRequest['action'] = 'replay') => ({
  requestId: 'request-1',
  action,
  operator,
});

it('another person confirms what was asked for', () => {
  expect(refuseConfirmation(anOpenRequest(), confirmation('sofia'))).toBeUndefined();
});

it('nobody confirms what they asked for themselves', () => {
  expect(refuseConfirmation(anOpenRequest(), confirmation('kofi'))).toBe('own-request');
});

it('nobody confirms a replay who believes it to be a discard', () => {
  expect(refuseConfirmation(anOpenRequest(), confirmation('sofia', 'discard'))).toBe(
    'another-action-requested',
  );
});

it.each(['confirmed', 'withdrawn'] as const)('a request that was %s is never confirmed again', (state) => {
  expect(refuseConfirmation(anOpenRequest({ state }), confirmation('sofia'))).toBe('request-not-open');
});

it('what nobody asked for is not confirmed', () => {
  expect(refuseConfirmation(undefined, confirmation('sofia'))).toBe('request-not-open');
});
