import { expect, it } from 'vitest';
import type { GlOutcome } from '../../ports/general-ledger.ts';
import { memoryGeneralLedger } from '../../ports/memory-general-ledger.fixture.ts';
import { memoryGlDocuments } from '../../ports/memory-gl-documents.fixture.ts';
import { type Outside, postToGeneralLedger } from './post-to-general-ledger.ts';

const { bodies } = memoryGeneralLedger();
/** A general ledger that holds nothing under any key, and answers what is sent as it is told. */
const answering = (outcome: GlOutcome): Outside => ({
  ...bodies,
  find: async () => ({ kind: 'absent' }),
  post: async () => outcome,
});
const nothing: GlOutcome = { kind: 'unknown', reason: 'no answer' };

it('takes a refusal as final only once the last sending that got no answer can no longer arrive', async () => {
  const { add, postings, stateOf, passTime } = memoryGlDocuments();
  const rejected: GlOutcome = { kind: 'rejected', errors: [{ code: 'X', detail: 'inactive', path: null }] };
  const [unanswered, refusing] = [nothing, rejected].map((outcome) =>
    postToGeneralLedger(postings, answering(outcome)),
  );
  const id = await add();
  for (let attempt = 0; attempt < 14; attempt += 1) {
    await unanswered?.();
    passTime(300_000);
  }
  const states: string[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await refusing?.();
    states.push(await stateOf(id));
    passTime(300_000);
  }
  expect(states).toEqual(['UNKNOWN', 'UNKNOWN', 'REJECTED']);
});

it('takes a refusal as final at once where every sending was answered', async () => {
  const { add, postings, stateOf, passTime } = memoryGlDocuments();
  const errors = [{ code: 'X', detail: 'inactive', path: null }];
  const id = await add();
  const unseen: GlOutcome = { kind: 'refused-unseen', errors, reason: 'refused, but no look-up' };
  await postToGeneralLedger(postings, answering(unseen))();
  expect(await stateOf(id)).toBe('UNKNOWN');
  passTime(10_000);
  await postToGeneralLedger(postings, answering({ kind: 'rejected', errors }))();
  expect(await stateOf(id)).toBe('REJECTED');
});
