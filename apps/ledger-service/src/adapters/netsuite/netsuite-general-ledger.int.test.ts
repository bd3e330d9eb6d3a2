import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generalLedgerSuite } from '../../ports/general-ledger.suite.ts';
import type { GlDocument, GlJournal } from '../../ports/general-ledger.ts';
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
afterAll(async () => {
  await netsuite?.close();
});

generalLedgerSuite(() => netsuite);

const documentOf = (journal: GlJournal): GlDocument => {
  const made = bodiesBy(testMapping).documentsOf(journal, () => journal.externalId);
  const [document] = made.ok ? made.value : [];
  if (!document) throw new Error('the journal cannot be made a document');
  return document;
};
const aDocument = () => documentOf(aJournal());
const post = (document: GlDocument) => netsuite.generalLedger.post(document);
const find = (document: GlDocument) => netsuite.generalLedger.find(document);
const refusal = (detail = 'Account 612 is inactive.') =>
  JSON.stringify({ status: 400, 'o:errorDetails': [{ detail, 'o:errorCode': 'INVALID_KEY_OR_REF' }] });

describe('an answer that is no word of NetSuite about the document', () => {
  it.each([
    [403, '{}'],
    [404, ''],
    [408, ''],
    [409, refusal()],
    [423, ''],
    [429, refusal()],
    [400, '<h1>Blocked</h1>'],
    [400, refusal().slice(0, -3)],
  ])('leaves unknown what was booked under it: %i %s', async (status, body) => {
    const document = aDocument();
    netsuite.answerNextPost({ keep: true, status, body });
    expect(await post(document)).toMatchObject({ kind: 'unknown' });
    expect(await find(document)).toMatchObject({ kind: 'posted' });
  });

  it.each([200, 201])('is read back when it says %i', async (status) => {
    netsuite.answerNextPost({ keep: true, status });
    expect(await post(aDocument())).toMatchObject({ kind: 'posted' });
    netsuite.answerNextPost({ keep: false, status });
    expect(await post(aDocument())).toMatchObject({ kind: 'unknown' });
  });
});

describe('a refusal', () => {
  it('counts after a look-up that finds nothing, with its reasons', async () => {
    netsuite.answerNextPost({ keep: false, status: 400, body: refusal() });
    expect(await post(aDocument())).toEqual({
      kind: 'rejected',
      errors: [{ code: 'INVALID_KEY_OR_REF', detail: 'Account 612 is inactive.', path: null }],
    });
  });

  it('counts for nothing where the document stands there', async () => {
    netsuite.answerNextPost({ keep: true, status: 400, body: refusal() });
    expect(await post(aDocument())).toMatchObject({ kind: 'posted' });
  });

  it('leaves unknown what no look-up could confirm: the 404 of a gateway is no word of NetSuite', async () => {
    netsuite.answerNextPost({ keep: false, status: 400, body: refusal() });
    netsuite.answerLookUpsWith({ status: 404, body: '<h1>not here</h1>' });
    expect(await post(aDocument())).toMatchObject({
      ...{ kind: 'refused-unseen', errors: [{ code: 'INVALID_KEY_OR_REF' }] },
    });
  });
});

describe('a job', () => {
  const location = '/services/rest/async/v1/job/7';

  it('is followed to its end, and what it made is read back', async () => {
    netsuite.answerNextPost({ keep: true, status: 202, location });
    netsuite.runJobs(2, { status: 204, body: '' });
    expect(await post(aDocument())).toMatchObject({ kind: 'posted' });
  });

  it('is followed again when its key was sent before', async () => {
    const body = refusal().replace('INVALID_KEY_OR_REF', 'IDEMPOTENCY_ERROR');
    netsuite.answerNextPost({ keep: true, status: 400, body, location });
    netsuite.runJobs(0, { status: 204, body: '' });
    expect(await post(aDocument())).toMatchObject({ kind: 'posted' });
  });

  it('may end in a refusal', async () => {
    netsuite.answerNextPost({ keep: false, status: 202, location });
    netsuite.runJobs(0, { status: 400, body: refusal() });
    expect(await post(aDocument())).toMatchObject({ kind: 'rejected' });
  });

  it('at another host is followed at ours, which alone gets our sign-in', async () => {
    netsuite.answerNextPost({ keep: true, status: 202, location: `http://127.0.0.1:9${location}` });
    netsuite.runJobs(0, { status: 204, body: '' });
    expect(await post(aDocument())).toMatchObject({ kind: 'posted' });
    netsuite.answerNextPost({ keep: true, status: 202, location: '/elsewhere' });
    expect(await post(aDocument())).toMatchObject({ kind: 'unknown' });
  });
});

describe('a document that stands there', () => {
  it('is told with the number and period that it was given', async () => {
    const document = aDocument();
    await post(document);
    netsuite.showEntriesWith({ tranId: 'JE1042', postingPeriod: { id: '9', refName: 'Mar 2026' } });
    expect(await find(document)).toMatchObject({
      kind: 'posted',
      tranId: 'JE1042',
      postingPeriod: 'Mar 2026',
    });
  });

  it('is not posted before it is approved there, and held once that is refused', async () => {
    const document = aDocument();
    netsuite.showEntriesWith({ approvalStatus: { id: '1' }, tranId: 'JE1043' });
    expect(await post(document)).toMatchObject({ kind: 'awaiting-approval', tranId: 'JE1043' });
    netsuite.showEntriesWith({ approvalStatus: { id: '2' } });
    expect(await find(document)).toMatchObject({ kind: 'posted' });
    netsuite.showEntriesWith({ approvalStatus: { id: '3' } });
    expect(await find(document)).toMatchObject({ kind: 'different' });
  });

  it('is unknown while its lines are not shown', async () => {
    const document = aDocument();
    await post(document);
    netsuite.showEntriesWith({ line: { links: [] } });
    expect(await find(document)).toMatchObject({ kind: 'unknown' });
  });
});

it('says of a call that nothing listened to that it was not sent', async () => {
  const away = await netsuiteUnderTest();
  await away.close();
  expect(await away.generalLedger.post(aDocument())).toMatchObject({ kind: 'not-sent' });
});

it('sends nothing while its breaker is open, and says so', async () => {
  const failing = await netsuiteUnderTest();
  for (let call = 0; call < 5; call += 1) {
    failing.answerNextPost({ keep: false, status: 503 });
    expect(await failing.generalLedger.post(aDocument())).toMatchObject({ kind: 'unknown' });
  }
  const sent = failing.asked.length;
  expect(await failing.generalLedger.post(aDocument())).toMatchObject({ kind: 'not-sent' });
  expect(failing.asked).toHaveLength(sent);
  await failing.close();
});

it('tries once more with a fresh token when the one it holds is refused', async () => {
  await post(aDocument());
  const before = netsuite.tokensGiven();
  netsuite.refuseSignIns(1);
  expect(await post(aDocument())).toMatchObject({ kind: 'posted' });
  expect(netsuite.tokensGiven()).toBe(before + 1);
});

it('stops at once when a fresh token is refused as well, before the account is locked', async () => {
  const refused = await netsuiteUnderTest();
  refused.refuseSignIns(2);
  expect(await refused.generalLedger.find(aDocument())).toMatchObject({ kind: 'unknown' });
  expect(await refused.generalLedger.post(aDocument())).toMatchObject({ kind: 'not-sent' });
  expect(refused.asked).toHaveLength(2);
  await refused.close();
});

it('sends a long document as a job, under a key that stays the same', async () => {
  const long = documentOf({
    ...aJournal(),
    lines: Array.from({ length: 501 }, () => aJournal().lines).flat(),
  });
  netsuite.answerNextPost({ keep: true, status: 202, location: '/services/rest/async/v1/job/9' });
  netsuite.runJobs(0, { status: 204, body: '' });
  expect(await post(long)).toMatchObject({ kind: 'posted' });
  expect(netsuite.asked.filter(({ key }) => key === idempotencyKey(long.externalId))).toHaveLength(1);
  await post(aDocument());
  expect(netsuite.asked.filter(({ key }) => key !== undefined)).toHaveLength(1);
});

it('never says that nothing was sent once a posting was taken, even if its job cannot be followed', async () => {
  const blind = await netsuiteUnderTest();
  blind.answerLookUpsWith({ status: 503, body: '' });
  for (let look = 0; look < 5; look += 1) await blind.generalLedger.find(aDocument());
  expect(await blind.generalLedger.find(aDocument())).toMatchObject({ kind: 'not-sent' });
  blind.answerNextPost({ keep: true, status: 202, location: '/services/rest/async/v1/job/3' });
  expect(await blind.generalLedger.post(aDocument())).toMatchObject({ kind: 'unknown' });
  await blind.close();
});
