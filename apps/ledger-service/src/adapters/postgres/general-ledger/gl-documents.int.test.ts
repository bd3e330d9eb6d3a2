import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GlDocumentState } from '../../../domain/general-ledger/gl-document.ts';
import { glDocumentsSuite } from '../../../ports/gl-documents.suite.ts';
import type { GlDocuments } from '../../../ports/gl-documents.ts';
import { memoryGeneralLedger } from '../../../ports/memory-general-ledger.fixture.ts';
import { bookedDocuments } from './booked-documents.fixture.ts';
import { postgresGlDocuments } from './gl-documents.ts';

let booked: Awaited<ReturnType<typeof bookedDocuments>>;
let clock = Date.now();
const now = () => new Date(clock);

beforeAll(async () => {
  booked = await bookedDocuments(now);
});
afterAll(() => booked?.stop());

const { bodies } = memoryGeneralLedger();

const bookOne = async (after?: string): Promise<string> => {
  const { postingEventId } = await booked.writeOff(bodies);
  const [posting] = await booked.server.query<{ id: string }>(
    'select gl_document_id as id from ledger.gl_document where posting_event_id = $1',
    [postingEventId],
  );
  const id = posting?.id ?? '';
  if (after !== undefined) {
    await booked.server.query(
      'update ledger.gl_document set after_document_id = $2 where gl_document_id = $1',
      [id, after],
    );
  }
  return id;
};

glDocumentsSuite(() => {
  const { database, outbox, log, server, inTest } = booked;
  const kept = postgresGlDocuments(database, outbox, log, now, 60_000);
  const postings: GlDocuments = {
    take: () => inTest(kept.take),
    journalOf: (...said) => inTest(() => kept.journalOf(...said)),
    keepBodies: (...said) => inTest(() => kept.keepBodies(...said)),
    sending: (...said) => inTest(() => kept.sending(...said)),
    posted: (...said) => inTest(() => kept.posted(...said)),
    awaitingApproval: (...said) => inTest(() => kept.awaitingApproval(...said)),
    notSent: (...said) => inTest(() => kept.notSent(...said)),
    exported: (...said) => inTest(() => kept.exported(...said)),
    rejected: (...said) => inTest(() => kept.rejected(...said)),
    held: (...said) => inTest(() => kept.held(...said)),
    unknown: (...said) => inTest(() => kept.unknown(...said)),
  };
  return {
    postings,
    add: bookOne,
    stateOf: async (id) => {
      const [row] = await server.query<{ state: GlDocumentState }>(
        'select state from ledger.gl_document where gl_document_id = $1',
        [id],
      );
      if (!row) throw new Error(`there is no posting ${id}`);
      return row.state;
    },
    publishedOf: async (id) => {
      const rows = await server.query<{ event_type: string }>(
        `select event_type from ledger.outbox
          where convert_from(message, 'UTF8')::jsonb #>> '{data,glDocumentId}' = $1 order by id`,
        [id],
      );
      return rows.map(({ event_type }) => event_type);
    },
    passTime: (ms) => {
      clock += ms;
    },
  };
});

it('a try in which nothing was sent leaves its reason beside what was said before, and nothing in the history', async () => {
  const { database, outbox, log, server, inTest } = booked;
  const postings = postgresGlDocuments(database, outbox, log, now, 60_000);
  const id = await bookOne();
  const takeIt = async () => {
    clock += 60_000;
    for (let due = await inTest(postings.take); due; due = await inTest(postings.take)) {
      const other = due;
      if (due.glDocumentId === id) return due;
      await inTest(() => postings.held(other, 'not of this test'));
    }
    throw new Error('it is not due');
  };
  const standing = () =>
    server.query(
      `select (select array_agg(error ->> 'detail') from jsonb_array_elements(errors) error) as errors,
              (select array_agg(from_state || ' ' || to_state order by at) from ledger.gl_document_state moved
                where moved.gl_document_id = document.gl_document_id) as moves
         from ledger.gl_document document where gl_document_id = $1`,
      [id],
    );
  for (const reason of ['no token', 'role refused']) {
    const due = await takeIt();
    await inTest(() => postings.notSent(due, reason, 0));
  }
  expect(await standing()).toEqual([{ errors: ['role refused'], moves: null }]);
  const due = await takeIt();
  const sent = await inTest(() => postings.sending(due));
  if (!sent) throw new Error('taken by another');
  await inTest(() => postings.unknown(sent, 'no answer', 0));
  const again = await takeIt();
  await inTest(() => postings.notSent(again, 'breaker open', 0));
  expect(await standing()).toEqual([
    { errors: ['no answer', 'breaker open'], moves: ['PENDING SENDING', 'SENDING UNKNOWN'] },
  ]);
});
