import { failpoint } from '@recoup/runtime/process/failpoint';
import * as z from 'zod';
import type { GlStep } from '../../domain/general-ledger/gl-document.ts';
import type {
  GeneralLedger,
  GlDocument,
  GlEntered,
  GlOutcome,
  GlStood,
  GlUnclear,
} from '../../ports/general-ledger.ts';
import { bodyOf, bytesOf } from './bodies/making.ts';
import { appliedRecord, compareApplied, storedRecord } from './compare-applied.ts';
import { compareEntry, sentEntry, storedEntry } from './compare-entry.ts';
import { followJob } from './follow-job.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { jsonOf, type RecordAnswer, readAnswer } from './record-answer.ts';
import { type RecordCalls, unclear } from './record-calls.ts';

const recordPath: Readonly<Record<GlStep, string>> = {
  JOURNAL: '/services/rest/record/v1/journalEntry',
  APPLICATION: '/services/rest/record/v1/customerPayment',
  CREDIT_MEMO: '/services/rest/record/v1/creditMemo',
};

/** NetSuite's own word that there is no such record; the 404 of a gateway says nothing. */
const nothingThere = z.looseObject({ 'o:errorDetails': z.array(z.looseObject({})).min(1) });

/** NetSuite's REST record service: look up by our key, post, look again. Never PUT, which could change a posted journal. */
export const netsuiteGeneralLedger = (
  calls: Pick<RecordCalls, 'get' | 'post'>,
  timeoutMs: number,
): GeneralLedger => {
  const lookUp = async (
    document: GlDocument,
    id: string,
    sentFor: (stored: unknown) => GlDocument = () => document,
  ): Promise<GlEntered> => {
    try {
      const answer = await calls.get(`${recordPath[document.step]}/${id}?expandSubResources=true`);
      return readLookUp(answer, (stored) => compare(stored, sentFor(stored)));
    } catch (error) {
      return unclear(error);
    }
  };

  /** Reads a document back by the id that was given to it: look-ups by key may lag behind. */
  const readBack = async (
    document: GlDocument,
    answer: Pick<RecordAnswer, 'location'>,
  ): Promise<GlOutcome> => {
    const found = await lookUp(document, idAt(answer.location) ?? `eid:${document.externalId}`);
    return isStood(found) ? found : { kind: 'unknown', reason: 'accepted; to be read back' };
  };

  /** What came of a posting that was answered, whatever goes wrong from here on: it may have been booked. */
  const outcomeOf = async (document: GlDocument, answer: RecordAnswer): Promise<GlOutcome> => {
    const first = readAnswer(answer);
    const reading = first.kind === 'job' ? await followJob(calls, first.location, timeoutMs) : first;
    if (reading.kind === 'unclear') return { kind: 'unknown', reason: reading.reason };
    if (reading.kind !== 'refused') return readBack(document, answer);
    const found = await lookUp(document, `eid:${document.externalId}`);
    if (isStood(found)) return found;
    const { errors } = reading;
    return isUnclear(found)
      ? { kind: 'refused-unseen', errors, reason: `refused, but ${found.reason}; to be looked up` }
      : { kind: 'rejected', errors };
  };

  return {
    find: (document) => lookUp(document, `eid:${document.externalId}`),
    findEntered: (document, documentId) =>
      lookUp(document, encodeURIComponent(documentId), underTheKeyOf(document)),
    post: async (document) => {
      failpoint('gl-taken');
      let answer: RecordAnswer;
      try {
        answer = await calls.post({
          path: recordPath[document.step],
          body: document.body,
          headers: jobHeaders(document),
        });
      } catch (error) {
        return unclear(error);
      }
      failpoint('gl-posted');
      return outcomeOf(document, answer).catch(
        (error: unknown): GlOutcome => ({ kind: 'unknown', reason: unclear(error).reason }),
      );
    },
  };
};

/** What was sent, as if under the key of what stands there: whoever enters a journal by hand may give it another. */
const underTheKeyOf =
  (document: GlDocument) =>
  (stored: unknown): GlDocument => {
    const { externalId } = keyed.parse(stored);
    return { ...document, body: bytesOf({ ...Object(bodyOf(document.body)), externalId }) };
  };
const keyed = z.looseObject({ externalId: z.string().default('') });

/**
 * Longer documents are taken as a job, under a key made of ours: sent again after a crash, it is the same job, and released by
 * two persons another one. */
const jobAboveLines = 1_000;
const jobHeaders = (document: GlDocument): Readonly<Record<string, string>> => {
  const { externalId, released = 0 } = document;
  if (lineCount(document) <= jobAboveLines) return {};
  return {
    prefer: 'respond-async',
    'x-netsuite-idempotency-key': idempotencyKey(released === 0 ? externalId : `${externalId}.${released}`),
  };
};

const lineCount = ({ step, body }: GlDocument): number => {
  if (step === 'JOURNAL') return sentEntry.parse(bodyOf(body)).line.items.length;
  const { apply, credit } = appliedRecord.parse(bodyOf(body));
  return apply.items.length + (credit?.items.length ?? 0);
};

const isStood = (found: GlEntered): found is GlStood =>
  found.kind === 'posted' || found.kind === 'awaiting-approval' || found.kind === 'different';

const isUnclear = (found: GlEntered): found is GlUnclear =>
  found.kind === 'unknown' || found.kind === 'not-sent';

const idAt = (location: string | null): string | undefined =>
  /\/services\/rest\/record\/v1\/[A-Za-z]+\/(\d+)$/.exec(location ?? '')?.[1];

/** What stands there compared with what was sent; undefined where it is not shown in whole. */
const compare = (stored: unknown, { step, body, currency }: GlDocument): GlStood | undefined => {
  if (step === 'JOURNAL') {
    const entry = storedEntry.safeParse(stored).data;
    return entry && compareEntry(entry, sentEntry.parse(bodyOf(body)), currency);
  }
  const record = storedRecord.safeParse(stored).data;
  return record && compareApplied(record, appliedRecord.parse(bodyOf(body)));
};

const readLookUp = (
  { status, text }: RecordAnswer,
  compared: (stored: unknown) => GlStood | undefined,
): GlEntered => {
  const body = jsonOf(text);
  if (status === 404 && nothingThere.safeParse(body).success) return { kind: 'absent' };
  if (status !== 200) return { kind: 'unknown', reason: `a look-up is answered with ${status}` };
  return (
    compared(body) ?? {
      kind: 'unknown',
      reason: 'a look-up is answered with something else than the whole record',
    }
  );
};
