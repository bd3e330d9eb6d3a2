import { afterAll, beforeAll } from 'vitest';
import type { GlDocumentState } from '../../../domain/general-ledger/gl-document.ts';
import { glPostingsSuite } from '../../../ports/gl-postings.suite.ts';
import type { GlPostings } from '../../../ports/gl-postings.ts';
import { memoryGeneralLedger } from '../../../ports/memory-general-ledger.fixture.ts';
import { bookedDocuments } from './booked-documents.fixture.ts';
import { postgresGlPostings } from './gl-postings.ts';

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

glPostingsSuite(() => {
  const { database, outbox, log, server, inTest } = booked;
  const kept = postgresGlPostings(database, outbox, log, now, 60_000);
  const postings: GlPostings = {
    take: () => inTest(kept.take),
    journalOf: (...said) => inTest(() => kept.journalOf(...said)),
    keepBodies: (...said) => inTest(() => kept.keepBodies(...said)),
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
          where convert_from(message, 'UTF8')::jsonb #>> '{data,glPostingId}' = $1 order by id`,
        [id],
      );
      return rows.map(({ event_type }) => event_type);
    },
    passTime: (ms) => {
      clock += ms;
    },
  };
});
