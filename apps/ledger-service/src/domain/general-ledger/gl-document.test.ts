import { describe, expect, it } from 'vitest';
import { glFourEyesMoves } from '../../migrations/0001/gl-document-decisions.ts';
import { glMoves } from '../../migrations/0001/gl-document-tables.ts';
import {
  type Decided,
  glActions,
  glDocumentStates,
  mayBecome,
  maySend,
  refuseAction,
  stateAfter,
} from './gl-document.ts';

it('moves as the database lets it, and no other way', () => {
  const allowed = glDocumentStates.flatMap((from) =>
    glDocumentStates.filter((to) => mayBecome(from, to)).map((to) => `${from} ${to}`),
  );
  expect(allowed.sort()).toEqual([...glMoves].sort());
});

it.each(['POSTED', 'POSTED_BY_HAND', 'CANCELLED'] as const)('never leaves %s', (from) => {
  expect(glDocumentStates.filter((to) => mayBecome(from, to))).toEqual([]);
});

it('is sent after the one that it follows, once that stands in the general ledger', () => {
  expect(glDocumentStates.filter((before) => maySend(before))).toEqual(['POSTED', 'POSTED_BY_HAND']);
  expect(maySend(null)).toBe(true);
});

it('moves by two people where the database asks for them, and what waits for one that is given up is given up with it', () => {
  const decided = glActions.flatMap((action) =>
    glDocumentStates
      .filter(
        (state) =>
          refuseAction(action, { state, onlyApplies: false, takesBack: false, recovery: 'PENDING' }) ===
          undefined,
      )
      .map((state) => `${state} ${stateAfter[action]}`),
  );
  expect([...decided, 'PENDING CANCELLED'].sort()).toEqual([...glFourEyesMoves].sort());
});

describe('what two persons may do', () => {
  const alone = { onlyApplies: false, takesBack: false, recovery: null };
  const allowed = (of: Omit<Decided, 'state'>) =>
    glActions.flatMap((action) =>
      glDocumentStates
        .filter((state) => refuseAction(action, { ...of, state }) === undefined)
        .map((state) => `${action} ${state}`),
    );

  it('is to send again what is refused or held, and to say of that or of a file that it was entered by hand', () => {
    expect(allowed(alone)).toEqual([
      'RELEASE HELD',
      'RELEASE REJECTED',
      'POSTED_BY_HAND EXPORTED',
      'POSTED_BY_HAND HELD',
      'POSTED_BY_HAND REJECTED',
    ]);
  });

  it('is to give it up together with its recovery, which waits for it, also while it is unknown', () => {
    const more = allowed({ onlyApplies: false, takesBack: false, recovery: 'PENDING' }).filter(
      (one) => !allowed(alone).includes(one),
    );
    expect(more).toEqual(['CANCEL UNKNOWN', 'CANCEL HELD', 'CANCEL REJECTED']);
  });

  it.each([null, 'SENDING', 'POSTED'] as const)(
    'is not to give it up alone: taken back by one that is %s',
    (recovery) => {
      const refused = refuseAction('CANCEL', {
        state: 'REJECTED',
        onlyApplies: false,
        takesBack: false,
        recovery,
      });
      expect(refused).toBe('not-recovered');
    },
  );

  it('is not to give up a recovery whose write-off stands, which has its other ways out', () => {
    const refused = { state: 'REJECTED', onlyApplies: false, takesBack: true, recovery: null } as const;
    expect(glActions.map((action) => refuseAction(action, refused))).toEqual([
      undefined,
      'write-off-stands',
      undefined,
    ]);
  });

  it('is to give up an application, which moves no amount, whether its write-off is recovered or not', () => {
    const more = allowed({ ...alone, onlyApplies: true }).filter((one) => !allowed(alone).includes(one));
    expect(more).toEqual(['CANCEL UNKNOWN', 'CANCEL HELD', 'CANCEL REJECTED']);
  });

  it('is nothing while it is being sent', () => {
    const sending = { state: 'SENDING', onlyApplies: false, takesBack: false, recovery: 'PENDING' } as const;
    expect(glActions.map((action) => refuseAction(action, sending))).toEqual([
      'under-way',
      'under-way',
      'under-way',
    ]);
  });

  it('leads only where a document may go', () => {
    const of = { onlyApplies: false, takesBack: false, recovery: 'PENDING' } as const;
    for (const action of glActions)
      for (const state of glDocumentStates)
        if (refuseAction(action, { ...of, state }) === undefined)
          expect(mayBecome(state, stateAfter[action])).toBe(true);
  });

  it('leads where the document may go', () => {
    expect(stateAfter).toEqual({
      RELEASE: 'PENDING',
      CANCEL: 'CANCELLED',
      POSTED_BY_HAND: 'POSTED_BY_HAND',
    });
  });
});
