import { expect, it } from 'vitest';
import { aDocument } from '../ports/gl-document.fixture.ts';
import { memoryGeneralLedger } from '../ports/memory-general-ledger.fixture.ts';
import { memoryGlPostings } from '../ports/memory-gl-postings.fixture.ts';
import { postToGeneralLedger } from './post-to-general-ledger.ts';

const aPoster = () => {
  const [kept, outside] = [memoryGlPostings(), memoryGeneralLedger()];
  return { ...kept, ...outside, post: postToGeneralLedger(kept.postings, outside.generalLedger) };
};

it('brings each due document into the general ledger, and says when nothing is left', async () => {
  const { add, post, stateOf } = aPoster();
  const ids = [await add(), await add()];
  expect([await post(), await post(), await post()]).toEqual([true, true, false]);
  expect(await Promise.all(ids.map(stateOf))).toEqual(['POSTED', 'POSTED']);
});

it('never sends again what got no answer, and finds it posted when it looks up', async () => {
  const { add, post, stateOf, dropNextAnswer, standingUnder, passTime } = aPoster();
  const document = aDocument();
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
  const document = aDocument();
  const id = await add(document);
  await postings.take();
  await generalLedger.post(document);
  passTime(60_000);
  await post();
  expect(await stateOf(id)).toBe('POSTED');
  expect(standingUnder(document.externalId)).toBe(1);
});

it('holds a document whose key stands for another one', async () => {
  const { add, post, stateOf, generalLedger } = aPoster();
  const document = aDocument(100n);
  await generalLedger.post({ ...aDocument(90n), externalId: document.externalId });
  const id = await add(document);
  await post();
  expect(await stateOf(id)).toBe('HELD');
});

it('keeps a refusal, and sends nothing more of it', async () => {
  const { add, post, stateOf, passTime } = aPoster();
  const id = await add({ ...aDocument(), currency: 'EUR' });
  await post();
  passTime(86_400_000);
  expect(await post()).toBe(false);
  expect(await stateOf(id)).toBe('REJECTED');
});

it('asks again at growing pauses while the general ledger cannot be reached', async () => {
  const { add, postings, passTime } = memoryGlPostings();
  const away = () => Promise.reject(new Error('no connection'));
  const post = postToGeneralLedger(postings, { find: away, post: away });
  await add();
  const askedAfter: number[] = [];
  for (let [second, last] = [0, 0]; askedAfter.length < 11; second += 1) {
    if (await post()) {
      askedAfter.push(second - last);
      last = second;
    }
    passTime(1_000);
  }
  expect(askedAfter).toEqual([0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
});
