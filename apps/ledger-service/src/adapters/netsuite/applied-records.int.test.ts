import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GlDocument } from '../../ports/general-ledger.ts';
import { aJournal } from '../../ports/gl-journal.fixture.ts';
import { bodiesBy } from './bodies/journal-body.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { netsuiteUnderTest, testMapping } from './netsuite-under-test.fixture.ts';

let netsuite: Awaited<ReturnType<typeof netsuiteUnderTest>>;
beforeAll(async () => {
  netsuite = await netsuiteUnderTest();
});
afterEach(() => {
  netsuite.showEntriesWith({});
  netsuite.answerLookUpsWith();
});
afterAll(() => netsuite?.close());

const strategies = { APPLICATION: 'JOURNAL_AND_APPLICATION', CREDIT_MEMO: 'CREDIT_MEMO' } as const;
type Step = keyof typeof strategies;

/** The document of a step that clears so many invoices. */
const aDocument = (step: Step, invoices = 1): GlDocument => {
  const journal = aJournal(100n * BigInt(invoices));
  const cleared = Array.from({ length: invoices }, (_, at) => ({
    ...{ customerNumber: 'B-1', invoiceNumber: `INV-${at}`, invoiceReference: String(7_000 + at) },
    parts: [
      {
        account: 'CLEXP',
        side: 'revenue',
        department: 'Film',
        clientNumber: 'C-1',
        amountMinor: 100n,
      } as const,
    ],
  }));
  const mapping = { ...testMapping, strategy: strategies[step], items: { CLEXP: '801' } };
  const made = bodiesBy(mapping).documentsOf(
    { ...journal, cleared },
    (part) => `${journal.externalId}-${part}`,
  );
  const found = made.ok ? made.value.find((one) => one.step === step) : undefined;
  if (!found) throw new Error('nothing was made');
  return found;
};
const post = (document: GlDocument) => netsuite.generalLedger.post(document);
const find = (document: GlDocument) => netsuite.generalLedger.find(document);

describe.each<[Step, string]>([
  ['APPLICATION', 'customerPayment'],
  ['CREDIT_MEMO', 'creditMemo'],
])('a document of the step %s', (step, record) => {
  it(`is a ${record}, which is read back as it was sent`, async () => {
    const document = aDocument(step);
    expect(await find(document)).toEqual({ kind: 'absent' });
    const posted = await post(document);
    expect(posted).toMatchObject({ kind: 'posted' });
    expect(await find(document)).toEqual(posted);
    expect(netsuite.asked.slice(-3).every(({ path }) => path.includes(`/record/v1/${record}`))).toBe(true);
  });

  it('stands there once, though its answer is lost and it is sent again', async () => {
    const document = aDocument(step);
    netsuite.dropNextAnswer();
    expect(await post(document)).toMatchObject({ kind: 'unknown' });
    expect(await post(document)).toMatchObject({ kind: 'posted' });
    expect(netsuite.standingUnder(document.externalId)).toBe(1);
  });

  it('may be taken as a job', async () => {
    netsuite.answerNextPost({ keep: true, status: 202, location: '/services/rest/async/v1/job/7' });
    netsuite.runJobs(1, { status: 204, body: '' });
    expect(await post(aDocument(step))).toMatchObject({ kind: 'posted' });
  });

  it('is refused with the reasons of NetSuite, once a look-up finds nothing', async () => {
    const detail = 'You cannot apply more than the amount due.';
    const error = { detail, 'o:errorCode': 'USER_ERROR', 'o:errorPath': 'apply.items[0].amount' };
    const body = JSON.stringify({ status: 400, 'o:errorDetails': [error] });
    netsuite.answerNextPost({ keep: false, status: 400, body });
    expect(await post(aDocument(step))).toEqual({
      kind: 'rejected',
      errors: [{ code: 'USER_ERROR', detail, path: 'apply.items[0].amount' }],
    });
  });

  it.each([
    ['is applied to another invoice', { apply: { items: [{ doc: { id: '1' }, apply: true, amount: 1 }] } }],
    ['is of another day', { tranDate: '2026-04-01' }],
    ['was voided', { voided: true }],
  ])('is held where what stands under its key %s', async (_how, shown) => {
    const document = aDocument(step);
    netsuite.showEntriesWith(shown);
    expect(await post(document)).toMatchObject({ kind: 'different' });
  });

  it('is unknown while what it is applied to is not shown', async () => {
    netsuite.showEntriesWith({ apply: { links: [] } });
    expect(await post(aDocument(step))).toMatchObject({ kind: 'unknown' });
  });
});

it('sends a payment with many invoices as a job, under a key that stays the same', async () => {
  const long = aDocument('APPLICATION', 1_001);
  netsuite.answerNextPost({ keep: true, status: 202, location: '/services/rest/async/v1/job/9' });
  netsuite.runJobs(0, { status: 204, body: '' });
  expect(await post(long)).toMatchObject({ kind: 'posted' });
  expect(netsuite.asked.filter(({ key }) => key === idempotencyKey(long.externalId))).toHaveLength(1);
});
