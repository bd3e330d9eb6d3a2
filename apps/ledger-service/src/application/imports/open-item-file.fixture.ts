import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Mapping } from '../../domain/import/mapping/mapping.ts';
import type { RawRow } from '../../domain/import/open-item.ts';
import type { ClaimedImport } from '../../ports/imports/imports.ts';
import { FileFault, type OpenItemFiles } from '../../ports/imports/open-item-files.ts';

const monthEnd = toCalendarDate('2026-03-31');
if (!monthEnd) throw new Error('there is such a day');

/** A request to take in a file of our own template as of the end of March 2026. */
export const anImport = (change: Partial<ClaimedImport> = {}): ClaimedImport => ({
  importId: 'import-1',
  attempt: 1,
  requestedBy: 'uma',
  requestKey: 'first-file',
  requestDigest: 'digest-1',
  threadId: 'thread-1',
  terms: { source: 'erp', asOf: monthEnd, entity: null, currency: null, revenueShare: null },
  preset: 'recoup',
  mapping: null,
  acceptValid: false,
  acceptWarnings: false,
  dryRun: false,
  fullSnapshot: false,
  pulled: false,
  history: false,
  scope: [{ entity: null, department: null, clientId: null }],
  file: { sha256: 'abc', size: 10, format: 'csv' },
  reading: { encoding: null, delimiter: null, sheet: null },
  declared: { dates: null, numbers: null },
  controlTotal: null,
  ...change,
});

/** How somebody reads the files of a source that has headings of its own. */
export const aMapping = (change: Partial<Mapping> = {}): Mapping => ({
  columns: {
    invoiceNumber: 'Doc',
    debtorNumber: 'Cust',
    invoiceDate: 'Issued',
    dueDate: 'Due',
    open: 'Open',
  },
  constants: { entity: 'US01', currency: 'USD' },
  values: {},
  ...{ numbers: 'plain', dates: null, revenueShare: null, report: false, credits: [], passedBy: [] },
  ...change,
});

/** A row of our template: USD 10 of the firm and USD 90 of its client, open since January. */
export const aRow = (invoiceNumber: string, change: RawRow = {}): RawRow => ({
  entity: 'US01',
  department: 'Film',
  deal: 'D-1',
  client_id: 'C-1',
  client_name: 'XYZ Corp',
  buyer_id: 'B-1',
  buyer_name: 'Acme',
  agent_id: '',
  agent_name: '',
  invoice_number: invoiceNumber,
  invoice_date: '2026-01-01',
  due_date: '2026-01-31',
  currency: 'USD',
  revenue_amount: '10.00',
  payable_amount: '90.00',
  tax_amount: '0.00',
  fee_amount: '0.00',
  dispute_open: 'false',
  dispute_reason: '',
  settled_date: '',
  ...change,
});

/** A row that the reader of files could make nothing of. */
export const broken = 'US01;Film;D-1';

/** One file, under whatever name it is asked for; a text stands for a row with a single cell, a fault for the end of what can be read. */
export const fileOf = (
  rows: readonly (RawRow | string | FileFault)[],
  columns: readonly string[] = Object.keys(aRow('')),
): Pick<OpenItemFiles, 'read'> => ({
  read: async () => ({
    found: { encoding: 'utf-8', delimiter: ',', sheet: null },
    delimiterGuessed: false,
    ragged: false,
    numbers: 'text',
    records: {
      [Symbol.asyncIterator]: async function* () {
        if (columns.length > 0) yield { line: 1, bytes: 0, cells: columns };
        for (const [index, row] of rows.entries()) {
          if (row instanceof FileFault) throw row;
          const cells = typeof row === 'string' ? [row] : columns.map((column) => row[column] ?? '');
          yield { line: index + 2, bytes: (index + 1) * 100, cells };
        }
      },
    },
  }),
});
