import { accepted, refused } from '@recoup/domain/result';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { GlDocument } from '../../../ports/general-ledger.ts';
import type { GlBodies, GlMapped } from '../../../ports/general-ledger-bodies.ts';
import { memoryGeneralLedger } from '../../../ports/memory-general-ledger.fixture.ts';
import { bookedDocuments } from './booked-documents.fixture.ts';
import { postgresGlDocuments } from './gl-documents.ts';

let booked: Awaited<ReturnType<typeof bookedDocuments>>;
const now = () => new Date();
beforeAll(async () => {
  booked = await bookedDocuments(now);
});
afterAll(() => booked?.stop());
afterEach(() => vi.restoreAllMocks());

const { bodies } = memoryGeneralLedger();
const many = 300;

const journals = (keyOf: (part: number) => string, count: number): readonly GlDocument[] =>
  Array.from({ length: count }, (_, at) => ({
    ...({ step: 'JOURNAL', currency: 'USD', format: 'FILES' } as const),
    ...{ externalId: keyOf(at + 1), totalMinor: 100n, body: new TextEncoder().encode(`{"lines":[${at}]}`) },
  }));
/** Makes so many documents of each journal, whatever is on it; none at first where `late`. */
const making = (count: number, late = false): GlBodies => ({
  mappedNow: async (): Promise<GlMapped> => ({
    ...(await bodies.mappedNow()),
    documentsOf: (_journal, keyOf) =>
      late ? refused({ reason: 'mapping-missing', missing: [] }) : accepted(journals(keyOf, count)),
  }),
  recoveryOf: (document, { externalId }) => ({ ...document, externalId }),
});
const statementsFor = async (work: () => Promise<unknown>): Promise<number> => {
  const asked = vi.spyOn(booked.database, 'query');
  await work();
  const count = asked.mock.calls.length;
  asked.mockRestore();
  return count;
};
const kept = (packetId: string) =>
  booked.server.query<{ key: string; part: number; after: string | null; said: string }>(
    `select substring(document.external_id from '[ER]-[0-9]+(?:-[0-9]+)?$') as key, document.part,
            substring(earlier.external_id from '[ER]-[0-9]+(?:-[0-9]+)?$') as after,
            convert_from(document.body, 'UTF8') as said
       from ledger.gl_document document join ledger.posting_event event using (posting_event_id)
       left join ledger.gl_document earlier on earlier.gl_document_id = document.after_document_id
      where source_id = $1 order by event.reverses_event_id is not null, document.part`,
    [packetId],
  );

it('bodies that are made late take as many statements too, with those of the recovery that waits for them', async () => {
  const { database, outbox, log, inTest } = booked;
  const documents = postgresGlDocuments(database, outbox, log, now, 60_000);
  const statements = async (count: number) => {
    const writeOff = await booked.writeOff(making(1, true));
    await booked.recovery(making(1, true), writeOff);
    let due = await inTest(documents.take);
    while (due && due.about.packetId !== writeOff.packetId) due = await inTest(documents.take);
    if (!due) throw new Error('nothing is due');
    const taken = due;
    const made = journals((part) => `${taken.about.externalId}${part === 1 ? '' : `-${part}`}`, count);
    const asked = await statementsFor(() => inTest(() => documents.keepBodies(taken, made, null, making(1))));
    return { asked, documents: await kept(writeOff.packetId) };
  };
  const [few, most] = [await statements(2), await statements(many)];
  expect(most.asked).toBe(few.asked);
  expect(most.documents).toHaveLength(2 * many);
  expect(few.documents).toEqual([
    { key: 'E-1', part: 1, after: null, said: '{"lines":[0]}' },
    { key: 'E-1-2', part: 2, after: null, said: '{"lines":[1]}' },
    { key: 'R-1', part: 1, after: 'E-1', said: '{"lines":[0]}' },
    { key: 'R-1-2', part: 2, after: 'E-1-2', said: '{"lines":[1]}' },
  ]);
});

it('a write-off and its recovery take as many statements, however many documents they have', async () => {
  const statements = async (count: number) => {
    let writeOff: Awaited<ReturnType<typeof booked.writeOff>> | undefined;
    const executed = await statementsFor(async () => {
      writeOff = await booked.writeOff(making(count));
    });
    if (!writeOff) throw new Error('nothing was written off');
    const reversed = writeOff;
    const recovered = await statementsFor(() => booked.recovery(making(count), reversed));
    return { executed, recovered, documents: await kept(reversed.packetId) };
  };
  const [few, most] = [await statements(2), await statements(many)];
  expect([most.executed, most.recovered]).toEqual([few.executed, few.recovered]);
  expect(most.documents).toHaveLength(2 * many);
  expect(few.documents).toEqual([
    { key: 'E-1', part: 1, after: null, said: '{"lines":[0]}' },
    { key: 'E-2', part: 2, after: null, said: '{"lines":[1]}' },
    { key: 'R-1', part: 1, after: 'E-1', said: '{"lines":[0]}' },
    { key: 'R-2', part: 2, after: 'E-2', said: '{"lines":[1]}' },
  ]);
});
