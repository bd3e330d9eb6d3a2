import { describe, expect, it } from 'vitest';
import type { GeneralLedger, GlDocument, GlJournal } from './general-ledger.ts';
import type { GlMapped } from './general-ledger-bodies.ts';
import { aJournal } from './gl-journal.fixture.ts';

/** What a general ledger under test must offer besides the port. It keeps books in USD only. */
export type GeneralLedgerUnderTest = {
  readonly generalLedger: GeneralLedger;
  readonly mapped: Pick<GlMapped, 'documentsOf'>;
  /** Drops the answer to the next document that is sent: it arrives, and nobody learns of it. */
  readonly dropNextAnswer: () => void;
  /** How many documents stand under a key. */
  readonly standingUnder: (externalId: string) => number;
};

/** The behaviour on which posting at most once rests, whatever keeps the books outside. */
export const generalLedgerSuite = (underTest: () => GeneralLedgerUnderTest): void => {
  const documentOf = (journal: GlJournal): GlDocument => {
    const made = underTest().mapped.documentsOf(journal, () => journal.externalId);
    const [document] = made.ok ? made.value : [];
    if (!document) throw new Error('the journal cannot be made a document');
    return document;
  };
  const aDocument = (minor?: bigint) => documentOf(aJournal(minor));
  const find = (document: GlDocument) => underTest().generalLedger.find(document);
  const post = (document: GlDocument) => underTest().generalLedger.post(document);

  describe('a general ledger', () => {
    it('knows nothing under a key that was never sent', async () => {
      expect(await find(aDocument())).toEqual({ kind: 'absent' });
    });

    it('finds a document again as it was sent', async () => {
      const document = aDocument();
      const posted = await post(document);
      expect(posted).toMatchObject({ kind: 'posted' });
      expect(await find(document)).toEqual(posted);
    });

    it('sent the same document again, keeps one and answers with that', async () => {
      const document = aDocument();
      const first = await post(document);
      expect(await post(document)).toEqual(first);
      expect(underTest().standingUnder(document.externalId)).toBe(1);
    });

    it('sent the same document twice at once, keeps one and answers both with that', async () => {
      const document = aDocument();
      const [one, other] = await Promise.all([post(document), post(document)]);
      expect(one).toMatchObject({ kind: 'posted' });
      expect(other).toEqual(one);
      expect(underTest().standingUnder(document.externalId)).toBe(1);
    });

    it('says what differs when another document stands under the key, and leaves it there', async () => {
      const document = aDocument(100n);
      await post(document);
      const changed = documentOf({ ...aJournal(250n), externalId: document.externalId });
      expect(await find(changed)).toMatchObject({
        kind: 'different',
        difference: expect.stringMatching(/2\.?50/),
      });
      expect(await post(changed)).toMatchObject({
        kind: 'different',
        difference: expect.stringMatching(/2\.?50/),
      });
      expect(await find(document)).toMatchObject({ kind: 'posted' });
    });

    it('refuses a document with its reasons, and keeps nothing of it', async () => {
      const document = documentOf({ ...aJournal(), currency: 'EUR' });
      const refused = await post(document);
      expect(refused).toMatchObject({ kind: 'rejected', errors: [{ code: 'INVALID_CONTENT' }] });
      expect(await find(document)).toEqual({ kind: 'absent' });
    });

    it('leaves unknown what got no answer, until it is looked up', async () => {
      const document = aDocument();
      underTest().dropNextAnswer();
      expect(await post(document)).toMatchObject({ kind: 'unknown' });
      expect(await find(document)).toMatchObject({ kind: 'posted' });
      expect(underTest().standingUnder(document.externalId)).toBe(1);
    });
  });
};
