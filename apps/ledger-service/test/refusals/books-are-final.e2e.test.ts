import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsFor, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';
import {
  detailOf,
  entityOf,
  entry,
  event,
  header,
  lines,
  movement,
  posted,
  asOwner as runAsOwner,
  asRuntime as runAsRuntime,
  unsealed,
} from './statements.fixture.ts';

let ledger: LedgerUnderTest;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  const desk = approvalsFor(ledger, await ledger.token('client-accounting-1'));
  await desk.importRows(row('F1', '100.00', '900.00'), row('F2', '50.00', '0.00'));
  const packetId = randomUUID();
  await desk.approve(await desk.linesOf('F1'), {
    packetId,
    totals: { revenue: '100.00', payable: '900.00' },
  });
  await desk.outcomeOf(packetId);
});
afterAll(() => ledger.stop());

const asRuntime = (...statements: readonly string[]) => runAsRuntime(ledger, ...statements);
const asOwner = (...statements: readonly string[]) => runAsOwner(ledger, ...statements);

describe('the database refuses', () => {
  const [journalId, eventId] = [randomUUID(), randomUUID()];

  it('a journal that does not balance', async () => {
    const statements = [
      ...posted(eventId),
      lines(journalId, ['CLEXP', 5, 0], ['TAXP', 0, 4]),
      header(journalId, eventId),
    ];
    await expect(asRuntime(...statements)).rejects.toThrow(/does not balance/);
  });

  it('an entry of the log that waits for no seal, and that one stops waiting without it', async () => {
    await expect(asRuntime(unsealed(randomUUID()))).rejects.toThrow(/waits for no seal/);
    const id = randomUUID();
    await expect(
      asRuntime(entry(id), `delete from ledger.log_unsealed where event_id = '${id}'`),
    ).rejects.toThrow(/has no seal/);
    await expect(
      asRuntime(entry(id), `update ledger.log_unsealed set event_id = '${id}' where event_id = '${id}'`),
    ).rejects.toThrow(/permission denied/);
  });

  it('a journal without lines, and lines without a journal', async () => {
    await expect(asRuntime(...posted(eventId), header(journalId, eventId))).rejects.toThrow(
      /does not balance/,
    );
    await expect(
      asRuntime(...posted(eventId), lines(journalId, ['CLEXP', 5, 0], ['TAXP', 0, 5])),
    ).rejects.toThrow(/journal_line_journal_id_fkey/);
  });

  it('lines after their journal, also once constraints were asked for at once', async () => {
    const more = `insert into ledger.journal_line (journal_id, line_no, account_role, component, department, debit_minor,
       credit_minor, functional_debit_minor, functional_credit_minor) values ('${journalId}', 3, 'CLEXP', '', 'Film', 1, 0, 1, 0)`;
    await expect(
      asRuntime(
        ...posted(eventId),
        lines(journalId, ['CLEXP', 5, 0], ['TAXP', 0, 5]),
        header(journalId, eventId),
        'set constraints all immediate',
        more,
      ),
    ).rejects.toThrow(/the journal is complete/);
  });

  it('a journal in a foreign currency that nothing values', async () => {
    await expect(
      asRuntime(
        ...posted(eventId),
        lines(journalId, ['CLEXP', 5, 0], ['TAXP', 0, 5]),
        header(journalId, eventId, 'EUR'),
      ),
    ).rejects.toThrow(/has a rate where it has none/);
  });

  it('a journal line at a rate of other currencies than those of its journal and entity', async () => {
    const inDollars = `insert into ledger.journal_line (journal_id, line_no, account_role, component, department, debit_minor, credit_minor,
        functional_debit_minor, functional_credit_minor, fx_rate_id)
      select '${journalId}', no, role, '', 'Film', debit, credit, debit, credit, '${journalId}'
        from (values (1, 'CLEXP', 5, 0), (2, 'TAXP', 0, 5)) as line (no, role, debit, credit)`;
    const rate = (from: string) =>
      `insert into ledger.fx_rate values ('${journalId}', '2026-03-31', '${from}', 'USD', 1, 0, 'test', 1)`;
    const booked = (from: string) =>
      asRuntime(...posted(eventId), rate(from), inDollars, header(journalId, eventId, 'EUR'), 'rollback');
    await expect(booked('GBP')).rejects.toThrow(/or another/);
    await booked('EUR');
  });

  it('a movement in the currency of its entity that is worth something else', async () => {
    const worthMore = movement(eventId, 'F2', -1).replace('-1, -1)', '-1, -2)');
    await expect(asRuntime(...posted(eventId), worthMore)).rejects.toThrow(/worth its own amount/);
  });

  it('a side with nothing open that is carried at something, or a value found where none was known', async () => {
    const bent = (set: string) =>
      asOwner(`update ledger.receivable_side set ${set} where billing_item_detail_id = ${detailOf('F2')}`);
    await expect(bent('open_minor = 0, open_functional_minor = 1')).rejects.toThrow(/closed_carries_nothing/);
    await expect(bent('opening_functional_minor = null, open_functional_minor = 1')).rejects.toThrow(
      /valued_from_opening/,
    );
  });

  it('a temporary table in the place of a real one', async () => {
    await expect(
      asRuntime(
        'create temporary table journal_line (like ledger.journal_line) on commit drop',
        `insert into pg_temp.journal_line (journal_id, line_no, account_role, component, department, debit_minor, credit_minor,
           functional_debit_minor, functional_credit_minor) values ('${journalId}', 1, 'CLEXP', '', 'Film', 0, 0, 0, 0)`,
        ...posted(eventId),
        header(journalId, eventId),
      ),
    ).rejects.toThrow(/does not balance|permission denied/);
  });

  it.each([
    [
      'of a month that is closed',
      "update ledger.accounting_period set state = 'CLOSED' where entity = 'US01' and month = '2026-03'",
    ],
    [
      'of a month that is locked',
      "update ledger.accounting_period set state = 'LOCKED' where entity = 'US01' and month = '2026-03'",
    ],
  ])('a posting %s', async (_what, closing) => {
    await expect(asOwner(closing, ...posted(eventId))).rejects.toThrow(/period 2026-03 of US01 is/);
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['in a month that nobody opened', { accounting_date: `'2031-01-01'`, period: `'2031-01'` }, /is unknown/],
    ['in another month than that of its date', { period: `'2026-04'` }, /posting_in_the_month/],
    ['before the day of its event', { event_date: `'2026-04-01'` }, /posting_never_before/],
    ['of an entity that is none', { entity: `'XX99'` }, /is unknown|entity_fkey/],
    ['under a policy that is none', { policy_version: `'7'` }, /policy/],
  ])('a posting %s', async (_what, change, why) => {
    await expect(asRuntime(...posted(eventId, change))).rejects.toThrow(why);
  });

  it('a journal whose entity has no policy', async () => {
    await expect(
      asRuntime(
        ...posted(eventId, { policy_version: 'null' }),
        lines(journalId, ['CLEXP', 5, 0], ['TAXP', 0, 5]),
        header(journalId, eventId),
      ),
    ).rejects.toThrow(/journal_under_a_policy/);
  });

  it('an event that nothing logs, or that is posted twice', async () => {
    await expect(asRuntime(event(eventId, randomUUID()), entityOf(eventId))).rejects.toThrow(
      /posting_is_logged/,
    );
    const logged = randomUUID();
    const again = event(randomUUID(), logged, { source_id: `'${eventId}'` });
    await expect(asRuntime(entry(logged), event(eventId, logged), again)).rejects.toThrow(/posted_once/);
  });

  it('a movement of an entity without a date and period, or of an event of the past', async () => {
    const logged = randomUUID();
    await expect(
      asRuntime(entry(logged), event(eventId, logged), movement(eventId, 'F2', -1)),
    ).rejects.toThrow(/no date and period/);
    const old = `insert into ledger.receivable_movement
        (posting_event_id, billing_item_detail_id, side, component, kind, amount_minor, functional_minor)
      select posting_event_id, ${detailOf('F2')}, 'REV', '', 'CREDIT', -1, -1 from ledger.posting_event
       where transaction_type = 'WRITE_OFF'`;
    await expect(asRuntime(old)).rejects.toThrow(/with their posting event/);
  });

  it('a movement that takes a side below zero, or moves nothing', async () => {
    await expect(asRuntime(...posted(eventId), movement(eventId, 'F2', -5_001))).rejects.toThrow(
      /receivable_side_never_below_zero/,
    );
    await expect(asRuntime(...posted(eventId), movement(eventId, 'F2', 0))).rejects.toThrow(
      /movement_moves_something/,
    );
  });

  it('a side that opens with another balance than it says', async () => {
    const side = `insert into ledger.receivable_side (billing_item_detail_id, side, component, opened_by_event_id, opening_minor,
        open_minor, stated_minor) values (${detailOf('F2')}, 'FEE', '', '${eventId}', 5, 6, 5)`;
    await expect(asRuntime(...posted(eventId), side)).rejects.toThrow(/opens with its opening balance/);
  });
});
