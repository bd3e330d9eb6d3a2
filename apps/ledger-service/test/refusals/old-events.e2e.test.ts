import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';
import { asOwner, asRuntime, detailOf, entityOf, entry, event, header, lines } from './statements.fixture.ts';

let ledger: LedgerUnderTest;
const packetId = randomUUID();

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  const desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  await desk.importRows(row('F1', '100.00', '900.00'));
  await desk.approve(await desk.linesOf('F1'), {
    packetId,
    totals: { revenue: '100.00', payable: '900.00' },
  });
  await desk.outcomeOf(packetId);
});
afterAll(() => ledger.stop());

/** An event of the past, with US01 among its entities. */
const old = `(select posting_event_id from ledger.posting_event where source_id = '${packetId}')`;
const ofOld = (statement: string) => statement.replace(`'OLD'`, old);

describe('an event of the past gets no more', () => {
  it.each<readonly [string, () => readonly string[]]>([
    [
      'journals',
      () => {
        const id = randomUUID();
        return [
          lines(id, ['CLEXP', 5, 0], ['TAXP', 0, 5]),
          ofOld(header(id, 'OLD')).replace(', 1, ', ', 2, '),
        ];
      },
    ],
    ['entities', () => [ofOld(entityOf('OLD', { entity: `'US02'` }))]],
    [
      'memo movements',
      () => [
        `insert into ledger.memo_movement (posting_event_id, packet_id, billing_item_detail_id, kind, amount_minor)
         values (${old}, '${packetId}', ${detailOf('F1')}, 'CLOSED_OUT', 5)`,
      ],
    ],
    [
      'worksheets',
      () => {
        const [logged, earlier] = [randomUUID(), randomUUID()];
        const first = [entry(logged), event(earlier, logged), entityOf(earlier), 'commit', 'begin'];
        return [
          ...first,
          `insert into ledger.cash_receipt_worksheet
             (worksheet_id, cash_receipt_id, kind, posting_event_id, created_at, created_by)
           select '${randomUUID()}', cash_receipt_id, 'APPLICATION', '${earlier}', now(), 'x' from ledger.cash_receipt`,
        ];
      },
    ],
    [
      'expectations of a source',
      () => [
        `insert into ledger.source_echo (posting_event_id, billing_item_detail_id, side, component, expected_minor)
         values (${old}, ${detailOf('F1')}, 'FEE', '', -5)`,
      ],
    ],
    ['documents', () => [documentOf('PENDING', 'null')]],
  ])('%s', async (_what, statements) => {
    await expect(asRuntime(ledger, ...statements())).rejects.toThrow(/written with their posting event/);
  });

  it('not even when it says that it is written later', async () => {
    const logged = randomUUID();
    const later = event(randomUUID(), logged, { written_in: `'9999999'` });
    await expect(asRuntime(ledger, entry(logged), later)).rejects.toThrow(/permission denied/);
  });
});

const documentOf = (state: string, remoteId: string) =>
  `insert into ledger.gl_document (gl_document_id, posting_event_id, journal_id, entity, currency, step, part, external_id,
     total_minor, body, body_hash, body_format, state, remote_id, next_try_at, correlation_id, created_at, updated_at)
   select gen_random_uuid(), posting_event_id, journal_id, entity, currency, 'JOURNAL', 2, gen_random_uuid()::text,
          5, 'x', 'x', 'FILES', '${state}', ${remoteId}, now(), 'test', now(), now()
     from ledger.journal where posting_event_id = ${old} limit 1`;

describe('a document of the general ledger', () => {
  const change = (set: string) =>
    asRuntime(ledger, `update ledger.gl_document set ${set} where posting_event_id = ${old}`);

  it.each([
    ['another hash of its body', `body_hash = 'x'`],
    ['another total', 'total_minor = total_minor + 1'],
    ['another mapping', 'mapping_version = null'],
  ])('is never given %s once its body is made', async (_what, set) => {
    await eventually(async () => {
      const made = `select from ledger.gl_document where posting_event_id = ${old} and body is not null`;
      expect(await ledger.database.query(made)).toHaveLength(1);
    });
    await expect(change(set)).rejects.toThrow(/made once/);
  });

  it('begins as one that waits', async () => {
    await expect(asRuntime(ledger, documentOf('POSTED', `'R-7'`))).rejects.toThrow(
      /begins as one that waits/,
    );
  });

  it('stays as it is once it is posted', async () => {
    const ours = `where posting_event_id = ${old}`;
    await asOwner(
      ledger,
      `update ledger.gl_document set state = 'SENDING' ${ours} and state <> 'SENDING'`,
      `update ledger.gl_document set state = 'POSTED', remote_id = 'R-1', tries = tries + 1 ${ours}`,
    );
    for (const set of [
      `remote_id = 'R-2'`,
      `tran_id = 'JE-9'`,
      `posting_period = 'Apr 2026'`,
      `errors = '[{}]'`,
      `state = 'SENDING'`,
    ])
      await expect(change(set), set).rejects.toThrow(/has come to its end|does not become/);
  });
});
