import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postToGeneralLedger } from '../../../application/general-ledger/post-to-general-ledger.ts';
import type { GlMapping } from '../../../domain/general-ledger/gl-mapping.ts';
import type { GlBodies } from '../../../ports/general-ledger-bodies.ts';
import { mirroredDocument } from '../../netsuite/bodies/journal-body.ts';
import { byMapping } from '../../netsuite/by-mapping.ts';
import { bookedDocuments } from './booked-documents.fixture.ts';
import { postgresGlDocuments } from './gl-documents.ts';

let booked: Awaited<ReturnType<typeof bookedDocuments>>;
let clock = Date.now();
const now = () => new Date(clock);

beforeAll(async () => {
  booked = await bookedDocuments(now);
  await booked.server.query(
    `insert into ledger.gl_mapping_version (version, content, content_hash, proposed_by, approved_by, created_at)
     select version, '{}', version, 'one', 'other', now() from generate_series(1, 4) version`,
  );
});
afterAll(() => booked?.stop());

const mapping = (version: number, accounts: GlMapping['accounts'], subsidiary = '1'): GlBodies => ({
  mappedNow: async () =>
    byMapping({
      version,
      content: {
        ...{ currencies: { USD: '1' }, accounts, accountExceptions: [], customers: {}, departments: {} },
        ...{ subsidiaries: { US01: subsidiary }, departmentRequired: false, strategy: 'JOURNAL', items: {} },
      },
    }),
  recoveryOf: mirroredDocument,
});
const without = mapping(2, { TAXP: '119' });
const by612 = mapping(3, { TAXP: '119', CLEXP: '612' });
const by615 = mapping(4, { TAXP: '119', CLEXP: '615' }, '7');

/** Sends what is due, whoever makes it by which mapping; all of it is posted. */
const sendAll = async (bodies: GlBodies) => {
  const { database, outbox, log, inTest } = booked;
  let sent = 0;
  const send = postToGeneralLedger(postgresGlDocuments(database, outbox, log, now, 60_000), {
    ...bodies,
    find: async () => ({ kind: 'absent' }),
    post: async ({ externalId }) => {
      sent += 1;
      return { kind: 'posted', documentId: `JE-${externalId}`, tranId: null, postingPeriod: null };
    },
  });
  clock += 60_000;
  while (await inTest(send));
  return sent;
};
const documentsOf = (packetId: string) =>
  booked.server.query<{
    key: string;
    part: number;
    accounts: string[];
    memo: string;
    version: number;
    after: string;
  }>(
    `select document.external_id as key, document.part, document.mapping_version as version, earlier.external_id as after,
            convert_from(document.body, 'UTF8')::jsonb ->> 'memo' as memo,
            (select array_agg(distinct line #>> '{account,id}' || case when line ? 'debit' then ' debit' else ' credit' end)
               from jsonb_array_elements(convert_from(document.body, 'UTF8')::jsonb #> '{line,items}') line) as accounts
       from ledger.gl_document document join ledger.posting_event event using (posting_event_id)
       left join ledger.gl_document earlier on earlier.gl_document_id = document.after_document_id
      where source_id = $1 order by transaction_type desc, document.part`,
    [packetId],
  );

describe('a recovery of a write-off whose document could not be made yet', () => {
  it('takes back what the write-off sends, whatever the mapping says once it is its turn', async () => {
    const writeOff = await booked.writeOff(without);
    await booked.recovery(without, writeOff);
    const key = `WO-${writeOff.packetId.replaceAll('-', '')}-USD-1`;
    expect((await documentsOf(writeOff.packetId)).map(({ accounts }) => accounts)).toEqual([null, null]);
    expect(await sendAll({ ...by612, mappedNow: sometimes(by612, by615) })).toBe(2);
    expect(await documentsOf(writeOff.packetId)).toMatchObject([
      { key: `${key}-E-1`, accounts: ['119 credit', '612 debit'], version: 3 },
      {
        ...{ key: `${key}-R-1`, accounts: ['119 debit', '612 credit'], version: 3, after: `${key}-E-1` },
        memo: `Recovery of write-off ${key}-E-1, packet "First packet"`,
      },
    ]);
  });

  it('takes back each part of it by a document of its own', async () => {
    const writeOff = await booked.writeOff(without, 6_000);
    await booked.recovery(without, writeOff);
    expect(await sendAll({ ...by612, mappedNow: sometimes(by612, by615) })).toBe(4);
    const key = `WO-${writeOff.packetId.replaceAll('-', '')}-USD-1`;
    expect(await documentsOf(writeOff.packetId)).toMatchObject([
      { key: `${key}-E-1`, part: 1, accounts: ['119 credit', '612 debit'] },
      { key: `${key}-E-1-2`, part: 2, accounts: ['119 credit', '612 debit'] },
      { key: `${key}-R-1`, part: 1, accounts: ['119 debit', '612 credit'], after: `${key}-E-1` },
      { key: `${key}-R-1-2`, part: 2, accounts: ['119 debit', '612 credit'], after: `${key}-E-1-2` },
    ]);
  });

  it('waits for no body in vain that is made while it is booked', async () => {
    for (let round = 0; round < 5; round += 1) {
      const writeOff = await booked.writeOff(without);
      await Promise.all([booked.recovery(by615, writeOff), sendAll(by612)]);
      await sendAll(by615);
      const [executed, recovered] = await documentsOf(writeOff.packetId);
      const exchanged = recovered?.accounts.map((one) =>
        one.endsWith('debit') ? one.replace('debit', 'credit') : one.replace('credit', 'debit'),
      );
      expect(exchanged).toEqual(executed?.accounts);
    }
  });

  it('has the key of its write-off, though the mapping names another subsidiary by then', async () => {
    const writeOff = await booked.writeOff(by612);
    await booked.recovery(by615, writeOff);
    const [executed, recovered] = await documentsOf(writeOff.packetId);
    expect(recovered?.key).toBe(executed?.key.replace('-E-', '-R-'));
  });
});

/** The mapping as it holds when it is first asked for, and ever after. */
const sometimes = (first: GlBodies, later: GlBodies): GlBodies['mappedNow'] => {
  let asked = 0;
  return () => {
    asked += 1;
    return (asked === 1 ? first : later).mappedNow();
  };
};
