import { beforeEach, describe, expect, it } from 'vitest';
import type { GlDocumentState } from '../domain/general-ledger/gl-document.ts';
import type { DuePosting, GlDocuments } from './gl-documents.ts';
import { fixtureId } from './gl-journal.fixture.ts';

/** What postings under test must offer besides the port. A document that is being sent is given up after a minute. */
export type GlDocumentsUnderTest = {
  readonly postings: GlDocuments;
  /** Has a document become due now, after another one where that is named; answers its id. */
  readonly add: (after?: string) => Promise<string>;
  readonly stateOf: (glDocumentId: string) => Promise<GlDocumentState>;
  /** The types of the events that were published about a document. */
  readonly publishedOf: (glDocumentId: string) => Promise<readonly string[]>;
  readonly passTime: (ms: number) => void;
};

/** How a document stands in the general ledger, under a number of its own. */
const aStanding = () => {
  const documentId = fixtureId();
  return { documentId, tranId: documentId, postingPeriod: 'Mar 2026' };
};
const [minute, year] = [60_000, 365 * 86_400_000];

/** The behaviour on which posting at most once rests, whatever keeps the documents. */
export const glDocumentsSuite = (underTest: () => GlDocumentsUnderTest): void => {
  const take = () => underTest().postings.take();
  const taken = async () => {
    const due = await take();
    if (!due) throw new Error('nothing is due');
    return due;
  };

  const sending = async (due: DuePosting) => {
    const sent = await underTest().postings.sending(due);
    if (!sent) throw new Error('another one has taken it');
    return sent;
  };

  // Whatever other tests left due is brought to its end first.
  beforeEach(async () => {
    underTest().passTime(year);
    for (let due = await take(); due; due = await take())
      await underTest().postings.held(due, 'not of this test');
  });

  describe('a due document', () => {
    it('is taken once, and is being sent from then on', async () => {
      const id = await underTest().add();
      expect(await take()).toMatchObject({ glDocumentId: id, state: 'PENDING', tries: 1, attempts: 0 });
      expect(await underTest().stateOf(id)).toBe('SENDING');
      expect(await take()).toBeUndefined();
    });

    it('is taken with its kept bytes, and its journal names the packet', async () => {
      await underTest().add();
      const due = await taken();
      expect(due.document?.body.length).toBeGreaterThan(0);
      expect(due.document?.externalId).toBe(due.about.externalId);
      expect(await underTest().postings.journalOf(due, false)).toMatchObject({
        packetName: 'First packet',
      });
    });

    it('that follows another is due once that one stands in the general ledger', async () => {
      const first = await underTest().add();
      const second = await underTest().add(first);
      const sent = await taken();
      expect(sent.glDocumentId).toBe(first);
      expect(await take()).toBeUndefined();
      await underTest().postings.unknown(sent, 'no answer', minute);
      expect(await take()).toBeUndefined();
      underTest().passTime(minute);
      await underTest().postings.posted(await taken(), aStanding());
      expect(await take()).toMatchObject({ glDocumentId: second });
    });

    it('that follows a refused one is not due', async () => {
      const second = await underTest().add(await underTest().add());
      await underTest().postings.rejected(await taken(), []);
      underTest().passTime(year);
      expect(await take()).toBeUndefined();
      expect(await underTest().stateOf(second)).toBe('PENDING');
    });

    it('is taken by one of those who ask at once', async () => {
      const ids = [await underTest().add(), await underTest().add()];
      const all = await Promise.all([take(), take(), take(), take()]);
      expect(all.flatMap((due) => due?.glDocumentId ?? []).sort()).toEqual(ids.sort());
    });

    it('whose sender died is due again, and says that it was being sent', async () => {
      const id = await underTest().add();
      await taken();
      underTest().passTime(minute / 2);
      expect(await take()).toBeUndefined();
      underTest().passTime(minute);
      expect(await take()).toMatchObject({ glDocumentId: id, state: 'SENDING', tries: 2 });
    });
  });

  describe('what came of it', () => {
    it('is posted once, however often that is said', async () => {
      const id = await underTest().add();
      const due = await taken();
      await underTest().postings.posted(due, aStanding());
      await underTest().postings.posted(due, aStanding());
      underTest().passTime(year);
      expect(await take()).toBeUndefined();
      expect(await underTest().stateOf(id)).toBe('POSTED');
      expect(await underTest().publishedOf(id)).toEqual(['recoup.ledger.gl-posted.v1']);
    });

    it('is a refusal, after which it is never sent again', async () => {
      const id = await underTest().add();
      const errors = [{ code: 'INVALID_CONTENT', detail: 'account inactive', path: null }];
      await underTest().postings.rejected(await taken(), errors);
      underTest().passTime(year);
      expect(await take()).toBeUndefined();
      expect(await underTest().stateOf(id)).toBe('REJECTED');
      expect(await underTest().publishedOf(id)).toEqual(['recoup.ledger.gl-rejected.v1']);
    });

    it('is held where another document stands under its key, and nobody sends it', async () => {
      const id = await underTest().add();
      await underTest().postings.held(await taken(), 'debits of 90, not 100 minor units');
      underTest().passTime(year);
      expect(await take()).toBeUndefined();
      expect(await underTest().stateOf(id)).toBe('HELD');
      expect(await underTest().publishedOf(id)).toEqual(['recoup.ledger.gl-held.v1']);
    });

    it('waits for approval there, which is published once, and is looked up until somebody gave it', async () => {
      const id = await underTest().add();
      await underTest().postings.awaitingApproval(await taken(), aStanding(), minute);
      expect(await underTest().stateOf(id)).toBe('AWAITING_APPROVAL');
      underTest().passTime(minute);
      const again = await taken();
      expect(again).toMatchObject({ glDocumentId: id, state: 'AWAITING_APPROVAL' });
      await underTest().postings.awaitingApproval(again, aStanding(), minute);
      underTest().passTime(minute);
      await underTest().postings.posted(await taken(), aStanding());
      expect(await underTest().publishedOf(id)).toEqual([
        'recoup.ledger.gl-awaiting-approval.v1',
        'recoup.ledger.gl-posted.v1',
      ]);
    });

    it('is nothing where nothing was sent: it stands as before, and only the try counts', async () => {
      const id = await underTest().add();
      await underTest().postings.notSent(await taken(), 'no token', minute);
      expect(await underTest().stateOf(id)).toBe('PENDING');
      expect(await underTest().publishedOf(id)).toEqual([]);
      underTest().passTime(minute);
      const again = await taken();
      expect(again).toMatchObject({ glDocumentId: id, state: 'PENDING', tries: 2, attempts: 0 });
      await underTest().postings.notSent(await sending(again), 'breaker open', minute);
      underTest().passTime(minute);
      expect(await take()).toMatchObject({ state: 'PENDING', tries: 3, attempts: 0, unanswered: null });
    });

    it('is looked up again after a pause where nothing is known, and that is published once', async () => {
      const id = await underTest().add();
      await underTest().postings.unknown(await sending(await taken()), 'no answer', minute);
      expect(await underTest().stateOf(id)).toBe('UNKNOWN');
      expect(await take()).toBeUndefined();
      underTest().passTime(minute);
      const again = await taken();
      expect(again).toMatchObject({ glDocumentId: id, state: 'UNKNOWN', attempts: 1 });
      await underTest().postings.unknown(await sending(again), 'no answer', minute);
      expect(await underTest().publishedOf(id)).toEqual(['recoup.ledger.gl-unknown.v1']);
    });

    it('cannot be said any more by one from whom another took it, who sends nothing either', async () => {
      const id = await underTest().add();
      const late = await taken();
      underTest().passTime(2 * minute);
      const other = await taken();
      await underTest().postings.rejected(late, []);
      expect(await underTest().stateOf(id)).toBe('SENDING');
      expect(await underTest().postings.sending(late)).toBeUndefined();
      await underTest().postings.posted(other, aStanding());
      expect(await underTest().publishedOf(id)).toEqual(['recoup.ledger.gl-posted.v1']);
    });

    it('cannot be said any more by one whose document ended meanwhile', async () => {
      const id = await underTest().add();
      const late = await taken();
      underTest().passTime(2 * minute);
      await underTest().postings.posted(await taken(), aStanding());
      await underTest().postings.rejected(late, []);
      expect(await underTest().stateOf(id)).toBe('POSTED');
      expect(await underTest().publishedOf(id)).toEqual(['recoup.ledger.gl-posted.v1']);
    });
  });

  describe('a sending without an answer', () => {
    const errors = [{ code: 'INVALID_CONTENT', detail: 'account inactive', path: null }];

    it('is one from the moment before it is sent, whatever becomes of the sender', async () => {
      await underTest().add();
      await sending(await taken());
      underTest().passTime(2 * minute);
      expect(await take()).toMatchObject({
        ...{ state: 'SENDING', attempts: 1, unanswered: { forMs: 2 * minute } },
      });
    });

    it('is counted from the last one that got none, and no more from one that was answered', async () => {
      await underTest().add();
      await underTest().postings.unknown(await sending(await taken()), 'no answer', minute);
      underTest().passTime(minute);
      await underTest().postings.unknown(await sending(await taken()), 'no answer', minute);
      underTest().passTime(minute);
      const second = await taken();
      expect(second).toMatchObject({ attempts: 2, unanswered: { forMs: minute } });
      await underTest().postings.unknown(await sending(second), 'refused, but', minute, errors);
      underTest().passTime(minute);
      expect(await take()).toMatchObject({ attempts: 3, unanswered: { forMs: 2 * minute } });
    });

    it('is none once a refusal is final', async () => {
      await underTest().add();
      await underTest().postings.unknown(await sending(await taken()), 'refused', minute, errors);
      underTest().passTime(minute);
      expect(await take()).toMatchObject({ state: 'UNKNOWN', attempts: 1, unanswered: null });
    });
  });
};
