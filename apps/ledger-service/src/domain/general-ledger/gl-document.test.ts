import { describe, expect, it } from 'vitest';
import { glMoves } from '../../migrations/0001/gl-document-tables.ts';
import {
  type GlDocumentState,
  glActions,
  mayBecome,
  maySend,
  refuseAction,
  stateAfter,
} from './gl-document.ts';

const states: readonly GlDocumentState[] = [
  ...(['PENDING', 'SENDING', 'UNKNOWN', 'EXPORTED', 'POSTED', 'AWAITING_APPROVAL'] as const),
  ...(['HELD', 'REJECTED', 'CANCELLED', 'POSTED_BY_HAND'] as const),
];

it('moves as the database lets it, and no other way', () => {
  const allowed = states.flatMap((from) =>
    states.filter((to) => mayBecome(from, to)).map((to) => `${from} ${to}`),
  );
  expect(allowed.sort()).toEqual([...glMoves].sort());
});

it.each(['POSTED', 'POSTED_BY_HAND', 'CANCELLED'] as const)('never leaves %s', (from) => {
  expect(states.filter((to) => mayBecome(from, to))).toEqual([]);
});

it('is sent after the one that it follows, once that stands in the general ledger', () => {
  expect(states.filter((before) => maySend(before))).toEqual(['POSTED', 'POSTED_BY_HAND']);
  expect(maySend(null)).toBe(true);
});

describe('what two persons may do', () => {
  const allowed = (followedBy: GlDocumentState | null) =>
    glActions.flatMap((action) =>
      states
        .filter((state) => refuseAction(action, state, followedBy) === undefined)
        .map((state) => `${action} ${state}`),
    );

  it('is to send it again or to say that it was entered by hand', () => {
    expect(allowed(null)).toEqual([
      'RELEASE HELD',
      'RELEASE REJECTED',
      'POSTED_BY_HAND HELD',
      'POSTED_BY_HAND REJECTED',
    ]);
  });

  it('is to give it up together with its recovery, which waits for it', () => {
    expect(allowed('PENDING')).toContain('CANCEL REJECTED');
    expect(allowed('PENDING')).not.toContain('CANCEL HELD');
  });

  it.each([null, 'SENDING', 'POSTED'] as const)(
    'is not to give it up alone: followed by %s',
    (followedBy) => {
      expect(refuseAction('CANCEL', 'REJECTED', followedBy)).toBe('not-recovered');
    },
  );

  it('leads where the document may go', () => {
    expect(stateAfter).toEqual({
      RELEASE: 'PENDING',
      CANCEL: 'CANCELLED',
      POSTED_BY_HAND: 'POSTED_BY_HAND',
    });
  });
});
