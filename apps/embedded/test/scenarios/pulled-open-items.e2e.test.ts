import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { changeGl, mendGl } from '../installation/gl-documents.fixture.ts';
import { hostWithCommands } from '../installation/host-with-commands.fixture.ts';

const { recoup, folder, query, glAddress } = hostWithCommands('pulled', {
  PORT: '10780',
  BUSINESS_DATE: '2026-03-31',
});

const gl = () => ({ glAddress: glAddress() });
/** What NetSuite holds open from now on: invoices by their ids, each of a customer of its own. */
const netsuiteHolds = (ids: readonly number[], change: (id: number) => object = () => ({})) =>
  changeGl(
    gl(),
    'open-items',
    ids.map((id) => ({
      id: String(id),
      ...{ customer: `C-${id}`, type: 'Invoice', trandate: '2025-11-01', tranid: `NS-${id}` },
      ...{ duedate: '2025-12-01', subsidiary: '1', subsidiaryname: 'Recoup Inc.', currency: 'USD' },
      open: '12.50',
      ...change(id),
    })),
  );
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, at) => at + 1);

const ofSource = async (source: string) => {
  const [counted] = await query<{ open: number; missing: number; imports: number }>(
    `select (select count(*)::int from ledger.billing_item where source = $1 and open_item_ind) as open,
            (select count(*)::int from ledger.closed_at_source_candidate join ledger.billing_item_detail using (billing_item_detail_id)
               join ledger.billing_item using (billing_item_id) where source = $1 and ended_at is null) as missing,
            (select count(*)::int from ledger.import where source = $1) as imports`,
    [source],
  );
  return counted;
};

beforeEach(async () => {
  await mendGl(gl());
});

it('takes all pages of what is open in NetSuite, and nothing where it breaks off in the middle', async () => {
  const file = join(folder(), 'yesterday.csv');
  const header =
    'Customer:Project,Transaction Type,Date,Document Number,Due Date,Currency,Open Balance (Foreign Currency)';
  writeFileSync(file, [header, 'C-9,Invoice,2025-11-01,NS-9000,2025-12-01,USD,5.00'].join('\n'));
  await recoup('import', file, '--as-of', '2026-03-30', '--entity', 'US01');
  expect(await ofSource('erp')).toEqual({ open: 1, missing: 0, imports: 1 });

  await netsuiteHolds(upTo(1_200), (id) => (id === 3 ? { type: 'Credit Memo', open: '-7' } : {}));
  await changeGl(gl(), 'faults', { kind: 'slow', delayMs: 1 });
  await changeGl(gl(), 'faults', { kind: 'status-403' });
  const broken = await recoup('pull-import', '--source', 'erp');
  expect(broken.code).toBe(1);
  expect(broken.errors).toContain(
    'broke off before NetSuite had answered to the end, and nothing was changed',
  );
  expect(await ofSource('erp')).toEqual({ open: 1, missing: 0, imports: 2 });

  await changeGl(gl(), 'faults', { kind: 'status-429', times: 2 });
  const taken = await recoup('pull-import', '--source', 'erp');
  expect(taken).toMatchObject({ code: 0, errors: '' });
  expect(taken.output).toMatch(
    /^Imported \S+: 1200 rows, 1199 new, .* 0 invalid, 1 credits, listed and not taken/,
  );
  expect(taken.output).toContain('kind netsuite-ar-aging-detail');
  // What a file named may be of a kind that is not asked for: that NetSuite does not answer it says nothing.
  expect(await ofSource('erp')).toEqual({ open: 1_200, missing: 0, imports: 3 });

  const named = await query<{ invoice: string }>(
    `select invoice_number as invoice from ledger.billing_item join ledger.billing_item_detail using (billing_item_id)
      where invoice_number <> 'NS-9000' and invoice_number <> 'NS-' || coalesce(gl_reference, '')`,
  );
  expect(named).toEqual([]);

  await query(`update ledger.receivable_sighting set as_of = as_of - 1`);
  await netsuiteHolds(upTo(1_199), (id) => (id === 3 ? { type: 'Credit Memo', open: '-7' } : {}));
  expect((await recoup('pull-import', '--source', 'erp')).code).toBe(0);
  expect(await ofSource('erp')).toEqual({ open: 1_200, missing: 1, imports: 4 });
});

it('rejects rows that lack something by their line, and concludes nothing', async () => {
  await netsuiteHolds([1, 2, 3], (id) => (id === 2 ? { duedate: null } : {}));
  const before = await ofSource('erp');
  const refused = await recoup('pull-import', '--source', 'erp');
  expect(refused.code).toBe(1);
  expect(refused.errors).toMatch(/line 3, due date: must not be empty/i);
  expect(refused.errors).toContain('recoup rejected-rows');
  expect(await ofSource('erp')).toMatchObject({ open: before?.open, missing: before?.missing });
  expect((await recoup('pull-import', '--source', 'nobody')).errors).toContain('no registered source');
});
