import { accepted, refused } from '@recoup/domain/result';
import { expect, it } from 'vitest';
import type { GlDocument, GlFound, GlJournal, GlOutcome } from '../../ports/general-ledger.ts';
import type { GlBodyRefusal, GlMapped } from '../../ports/general-ledger-bodies.ts';
import type { GlDocuments } from '../../ports/gl-documents.ts';
import { aJournal } from '../../ports/gl-journal.fixture.ts';
import { memoryGeneralLedger, memoryMapped } from '../../ports/memory-general-ledger.fixture.ts';
import { memoryGlDocuments } from '../../ports/memory-gl-documents.fixture.ts';
import { type Outside, postToGeneralLedger } from './post-to-general-ledger.ts';

const { bodies } = memoryGeneralLedger();
const documentOf = (journal: GlJournal): GlDocument => {
  const made = memoryMapped.documentsOf(journal, () => journal.externalId);
  const [document] = made.ok ? made.value : [];
  if (!document) throw new Error('the journal cannot be made a document');
  return document;
};

const aPoster = () => {
  const [kept, outside] = [memoryGlDocuments(), memoryGeneralLedger()];
  const { generalLedger, bodies } = outside;
  return { ...kept, ...outside, post: postToGeneralLedger(kept.postings, { ...generalLedger, ...bodies }) };
};

it('brings each due document into the general ledger, and says when nothing is left', async () => {
  const { add, post, stateOf } = aPoster();
  const ids = [await add(), await add()];
  expect([await post(), await post(), await post()]).toEqual([true, true, false]);
  expect(await Promise.all(ids.map(stateOf))).toEqual(['POSTED', 'POSTED']);
});

it('never sends again what got no answer, and finds it posted when it looks up', async () => {
  const { add, post, stateOf, dropNextAnswer, standingUnder, passTime } = aPoster();
  const document = aJournal();
  const id = await add(document);
  dropNextAnswer();
  await post();
  expect(await stateOf(id)).toBe('UNKNOWN');
  passTime(300_000);
  await post();
  expect(await stateOf(id)).toBe('POSTED');
  expect(standingUnder(document.externalId)).toBe(1);
});

it('takes up what a sender left behind that died after it had sent', async () => {
  const { add, post, stateOf, postings, generalLedger, standingUnder, passTime } = aPoster();
  const document = aJournal();
  const id = await add(document);
  const due = await postings.take();
  if (due) await postings.sending(due);
  await generalLedger.post(documentOf(document));
  passTime(60_000);
  await post();
  expect(await stateOf(id)).toBe('POSTED');
  expect(standingUnder(document.externalId)).toBe(1);
});

it('holds a document whose key stands for another one', async () => {
  const { add, post, stateOf, generalLedger } = aPoster();
  const document = aJournal(100n);
  await generalLedger.post(documentOf({ ...aJournal(90n), externalId: document.externalId }));
  const id = await add(document);
  await post();
  expect(await stateOf(id)).toBe('HELD');
});

it('keeps a refusal, and sends nothing more of it', async () => {
  const { add, post, stateOf, passTime } = aPoster();
  const id = await add({ ...aJournal(), currency: 'EUR' });
  await post();
  passTime(86_400_000);
  expect(await post()).toBe(false);
  expect(await stateOf(id)).toBe('REJECTED');
});

it('does not tell a document as posted while it waits for approval there', async () => {
  const { add, post, stateOf, askForApproval, passTime } = aPoster();
  const id = await add();
  askForApproval(true);
  await post();
  expect(await stateOf(id)).toBe('AWAITING_APPROVAL');
  askForApproval(false);
  passTime(300_000);
  await post();
  expect(await stateOf(id)).toBe('POSTED');
});

/** A general ledger that answers as it is told. */
const answering = (find: GlFound, post: GlOutcome = find.kind === 'absent' ? nothing : find): Outside => ({
  ...bodies,
  find: async () => find,
  post: async () => post,
});
const nothing: GlOutcome = { kind: 'unknown', reason: 'no answer' };

it.each([
  ['an open breaker', answering({ kind: 'absent' }, { kind: 'not-sent', reason: 'too many failures' })],
  ['a look-up without an answer', answering({ kind: 'unknown', reason: 'no answer' })],
])('says nothing of a document that was surely not sent because of %s', async (_, generalLedger) => {
  const { add, postings, publishedOf, stateOf, passTime } = memoryGlDocuments();
  const id = await add();
  await postToGeneralLedger(postings, generalLedger)();
  expect(await publishedOf(id)).toEqual([]);
  expect(await stateOf(id)).toBe('PENDING');
  passTime(60_000);
  expect(await postings.take()).toMatchObject({ glDocumentId: id, state: 'PENDING', tries: 2, attempts: 0 });
});

it('keeps a document unknown that was so before, when it cannot be looked up', async () => {
  const { add, post, postings, stateOf, publishedOf, dropNextAnswer, passTime } = aPoster();
  const id = await add();
  dropNextAnswer();
  await post();
  passTime(300_000);
  await postToGeneralLedger(postings, answering({ kind: 'not-sent', reason: 'too many failures' }))();
  expect(await stateOf(id)).toBe('UNKNOWN');
  expect(await publishedOf(id)).toEqual(['recoup.ledger.gl-unknown.v1']);
});

it.each([
  ['says that it may have arrived, once it was sent', true, 'UNKNOWN', ['recoup.ledger.gl-unknown.v1']],
  ['leaves it as it was, before it was sent', false, 'PENDING', []],
])('of one whose sender died %s', async (_, sent, state, published) => {
  const { add, postings, stateOf, publishedOf, passTime } = memoryGlDocuments();
  const id = await add();
  const due = await postings.take();
  if (due && sent) await postings.sending(due);
  passTime(60_000);
  await postToGeneralLedger(postings, answering({ kind: 'unknown', reason: 'no answer' }))();
  expect([await stateOf(id), await publishedOf(id)]).toEqual([state, published]);
});

it('sends nothing that another one has taken while it was looked up', async () => {
  const { add, postings, stateOf, passTime } = memoryGlDocuments();
  const id = await add();
  await postToGeneralLedger(postings, {
    ...bodies,
    find: async () => {
      passTime(60_000);
      await postings.take();
      return { kind: 'absent' };
    },
    post: async () => {
      throw new Error('sent by two');
    },
  })();
  expect(await stateOf(id)).toBe('SENDING');
});

it.each([
  ['no answer comes', answering({ kind: 'absent' })],
  ['no look-up shows anything, so that nothing is sent', answering({ kind: 'unknown', reason: '403' })],
])('asks again at growing pauses, each document at its own, while %s', async (_, outside) => {
  const pausesOf = async (document: ReturnType<typeof aJournal>) => {
    const { add, postings, passTime } = memoryGlDocuments();
    const post = postToGeneralLedger(postings, outside);
    await add(document);
    const askedAfter: number[] = [];
    for (let [second, last] = [0, 0]; askedAfter.length < 11; second += 1) {
      if (await post()) {
        askedAfter.push(second - last);
        last = second;
      }
      passTime(1_000);
    }
    return askedAfter;
  };
  const pauses = await pausesOf(aJournal());
  const longest = [0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300];
  expect(pauses.filter((pause, at) => pause > (longest[at] ?? 0) || pause < (longest[at] ?? 0) / 2)).toEqual(
    [],
  );
  expect(await pausesOf(aJournal())).not.toEqual(pauses);
});

const mappedBy = (by: Pick<GlMapped, 'documentsOf'>) => ({
  ...bodies,
  mappedNow: async () => ({ ...memoryMapped, ...by }),
});
/** A mapping that makes a document of every line, or none at all. */
const inParts = mappedBy({
  documentsOf: (journal, keyOf) =>
    accepted(
      journal.lines.map((line, at) => ({
        ...documentOf({ ...journal, lines: [line] }),
        externalId: keyOf(at + 1),
      })),
    ),
});
const unmapped = mappedBy({
  documentsOf: () =>
    refused({
      reason: 'mapping-missing',
      missing: [
        { what: 'customer', name: 'B-1' },
        { what: 'currency', name: 'USD' },
      ],
    }),
});

it('makes the document that no mapping could be found for when it was booked, in parts where it is too long for one', async () => {
  const { add, postings, generalLedger, standingUnder, stateOf } = aPoster();
  const journal = aJournal();
  const id = await add(journal, { made: false });
  const post = postToGeneralLedger(postings, { ...generalLedger, ...inParts });
  expect([await post(), await post(), await post()]).toEqual([true, true, false]);
  expect(await stateOf(id)).toBe('POSTED');
  expect([standingUnder(journal.externalId), standingUnder(`${journal.externalId}-2`)]).toEqual([1, 1]);
});

it('sends the bytes that were kept, whatever the mapping says by now', async () => {
  const { add, postings, generalLedger, stateOf } = aPoster();
  const id = await add();
  await postToGeneralLedger(postings, { ...generalLedger, ...unmapped })();
  expect(await stateOf(id)).toBe('POSTED');
});

/** What was said of a document that could not be made, for a reason of the mapping. */
const refusedFor = async (refusal: GlBodyRefusal) => {
  const { add, postings, generalLedger, stateOf } = aPoster();
  const id = await add(aJournal(), { made: false });
  const said: unknown[] = [];
  const watched: GlDocuments = {
    ...postings,
    rejected: async (posting, errors) => {
      said.push(...errors);
      await postings.rejected(posting, errors);
    },
  };
  await postToGeneralLedger(watched, {
    ...generalLedger,
    ...mappedBy({ documentsOf: () => refused(refusal) }),
  })();
  expect(await stateOf(id)).toBe('REJECTED');
  return said;
};

it.each<[string, GlBodyRefusal, string, string]>([
  ['does not balance', { reason: 'out-of-balance' }, 'OUT_OF_BALANCE', 'The lines do not balance.'],
  [
    'is too large',
    { reason: 'amount-too-large' },
    'AMOUNT_TOO_LARGE',
    'An amount is too large to be sent exactly.',
  ],
])('refuses in a sentence what %s', async (_what, refusal, code, detail) => {
  expect(await refusedFor(refusal)).toEqual([{ code, detail, path: null }]);
});

it('refuses what the mapping still knows no ids for, name by name', async () => {
  const missing = [
    { what: 'customer', name: 'B-1' },
    { what: 'currency', name: 'USD' },
    { what: 'department', name: '' },
  ] as const;
  const lacks = 'The mapping of the general ledger has no';
  expect(await refusedFor({ reason: 'mapping-missing', missing })).toEqual([
    { code: 'MAPPING_MISSING', detail: `${lacks} customer for B-1.`, path: null },
    { code: 'MAPPING_MISSING', detail: `${lacks} currency for USD.`, path: null },
    { code: 'MAPPING_MISSING', detail: `${lacks} department for lines without one.`, path: null },
  ]);
});

it('a document that is handed over as a file is exported, not posted', async () => {
  const { add, postings, publishedOf, stateOf } = memoryGlDocuments();
  const id = await add();
  const exported: GlOutcome = { kind: 'exported', file: 'WO-1.csv' };
  await postToGeneralLedger(postings, answering({ kind: 'absent' }, exported))();
  expect([await stateOf(id), await publishedOf(id)]).toEqual(['EXPORTED', ['recoup.ledger.gl-exported.v1']]);
});

it('a journal of which no document can be made is a fault', async () => {
  const { add, postings, generalLedger } = aPoster();
  const journal = aJournal();
  await add(journal, { made: false });
  const nothingMade = mappedBy({ documentsOf: () => accepted([]) });
  const post = postToGeneralLedger(postings, { ...generalLedger, ...nothingMade });
  await expect(post()).rejects.toThrow(`the journal of ${journal.externalId} has no lines`);
});
