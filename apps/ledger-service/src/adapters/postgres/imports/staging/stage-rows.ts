import { totalOf } from '@recoup/domain/sides';
import type { Database } from '@recoup/runtime/database/database';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { numberKey } from '../../../../domain/import/values/number-key.ts';
import {
  ClaimLost,
  type ImportTry,
  type InvalidRow,
  type StagedRow,
} from '../../../../ports/imports/imports.ts';
import { importOf } from './this-try.ts';

/**
 * Writes rows on their way from a file into the ledger, and what the invalid ones name, in batches. Each is new, or not open, until it is
 * compared with what is known: most rows of a first file stay so, and need no second writing.
 */
export const stageRows = async (
  database: Database,
  tried: ImportTry,
  rows: readonly StagedRow[],
  invalid: readonly InvalidRow[],
): Promise<void> => {
  await database.transaction(async () => {
    const counted = await database.query(sql`
      update import set rows_staged = rows_staged + ${rows.length + invalid.length} where ${importOf(tried)} returning 1`);
    if (counted.length === 0) throw new ClaimLost(tried);
    if (rows.length > 0) await insertRows(database, tried, rows);
    if (invalid.length > 0) await insertInvalid(database, tried, invalid);
  });
};

const insertRows = async (
  database: Database,
  { importId, attempt }: ImportTry,
  rows: readonly StagedRow[],
): Promise<void> => {
  const column = <Value>(read: (row: StagedRow) => Value) => rows.map(read);
  const text = (read: (item: StagedRow['item']) => string | null) => column(({ item }) => read(item));
  const key = (read: (item: StagedRow['item']) => string) => text((item) => numberKey(read(item)));
  const plain = (read: (row: StagedRow) => number | string | bigint | boolean | null) =>
    arrayOfPlain(column(read));
  await database.query(sql`
    insert into import_row
      (import_id, attempt, row_no, new_item_id, new_detail_id, entity, department, deal, deal_key, client_number,
       client_key, client_name, debtor_number, debtor_key, debtor_name, agent_number, agent_key, agent_name,
       invoice_number, number_key, instalment, invoice_date, due_date, currency, rev_minor, pay_minor, tax_minor,
       fee_minor, dispute_open, dispute_reason, collection_class, gl_reference, agreement_type, agreement_status,
       agreement_stop, agreement_minor, settled, detail_id, effect, issue_year)
    select ${importId}, ${attempt}, row.*, new_detail_id, case when settled then 'not-open' else 'new' end,
           case when (select number_per_year from source join import on import.source = source.code
                       where import_id = ${importId}) then extract(year from invoice_date)::int else 0 end
      from unnest(
      ${plain(({ row }) => row)}::int[],
      ${plain(newId)}::uuid[],
      ${plain(newId)}::uuid[],
      ${text(({ entity }) => entity)}::text[],
      ${text(({ department }) => department)}::text[],
      ${text(({ deal }) => deal)}::text[],
      ${key(({ deal }) => deal)}::text[],
      ${text(({ client }) => client.number)}::text[],
      ${key(({ client }) => client.number)}::text[],
      ${text(({ client }) => client.name)}::text[],
      ${text(({ debtor }) => debtor.number)}::text[],
      ${key(({ debtor }) => debtor.number)}::text[],
      ${text(({ debtor }) => debtor.name)}::text[],
      ${text(({ agent }) => agent?.number ?? null)}::text[],
      ${text(({ agent }) => agent && numberKey(agent.number))}::text[],
      ${text(({ agent }) => agent?.name ?? null)}::text[],
      ${text(({ invoiceNumber }) => invoiceNumber)}::text[],
      ${key(({ invoiceNumber }) => invoiceNumber)}::text[],
      ${key(({ instalment }) => instalment)}::text[],
      ${plain(({ item }) => item.invoiceDate)}::date[],
      ${plain(({ item }) => item.dueDate)}::date[],
      ${plain(({ item }) => item.currency)}::char(3)[],
      ${plain(({ item }) => item.open.revenue)}::bigint[],
      ${plain(({ item }) => item.open.payable)}::bigint[],
      ${plain(({ item }) => item.open.tax)}::bigint[],
      ${plain(({ item }) => item.open.fee)}::bigint[],
      ${plain(({ item }) => item.disputeOpen)}::boolean[],
      ${text(({ disputeReason }) => disputeReason)}::text[],
      ${text(({ collectionClass }) => collectionClass)}::text[],
      ${text(({ glReference }) => glReference)}::text[],
      ${text(({ agreement }) => agreement.type)}::text[],
      ${text(({ agreement }) => agreement.status)}::text[],
      ${plain(({ item }) => item.agreement.stopDate)}::date[],
      ${plain(({ item }) => item.agreement.currentMinor)}::bigint[],
      ${plain(({ item }) => totalOf(item.open) === 0n)}::boolean[])
      as row (row_no, new_item_id, new_detail_id, entity, department, deal, deal_key, client_number, client_key,
              client_name, debtor_number, debtor_key, debtor_name, agent_number, agent_key, agent_name, invoice_number,
              number_key, instalment, invoice_date, due_date, currency, rev_minor, pay_minor, tax_minor, fee_minor,
              dispute_open, dispute_reason, collection_class, gl_reference, agreement_type, agreement_status,
              agreement_stop, agreement_minor, settled)`);
};

/** An array of what holds neither quotes nor commas, as PostgreSQL writes it: the driver would quote each element for itself. */
const arrayOfPlain = (values: readonly (number | string | bigint | boolean | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`;

const insertInvalid = async (
  database: Database,
  { importId, attempt }: ImportTry,
  rows: readonly InvalidRow[],
): Promise<void> => {
  await database.query(sql`
    insert into import_invalid_row (import_id, attempt, row_no, entity, number_key)
    select ${importId}, ${attempt}, row_no, entity, number_key
      from unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(({ means }) => means?.entity ?? null)}::text[],
                  ${rows.map(({ means }) => means && numberKey(means.invoiceNumber))}::text[])
           as row (row_no, entity, number_key)`);
};
