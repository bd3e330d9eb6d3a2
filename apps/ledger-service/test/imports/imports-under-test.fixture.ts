import type { LedgerApi } from '@recoup/contracts/api/ledger';
import { afterAll, beforeAll, expect } from 'vitest';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

/** The columns of our template. */
export const columns =
  'entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason'.split(
    ',',
  );
/** A row of them. */
export const cellsOf = (invoice: string, change: Readonly<Record<string, string>> = {}) => {
  const cells: Record<string, string> = {
    ...{ entity: 'US01', department: 'Film', deal: 'D-1', client_id: 'C-1', client_name: 'XYZ Corp' },
    ...{ buyer_id: 'B-1', buyer_name: 'Acme Inc', invoice_number: invoice, invoice_date: '2025-11-01' },
    ...{ due_date: '2025-12-01', currency: 'USD', revenue_amount: '1000.00', payable_amount: '9000.00' },
    ...{ tax_amount: '100.00', fee_amount: '20.00', dispute_open: 'false' },
    ...change,
  };
  return columns.map((column) => cells[column] ?? '');
};
export const textOf = (rows: readonly (readonly string[])[], delimiter = ',') =>
  [columns, ...rows].map((cells) => cells.join(delimiter)).join('\r\n');

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Query = Partial<LedgerApi['post']['/v1/imports']['call']['query']>;

/** A ledger to which files are sent as a client accountant sends them. */
export const importsUnderTest = () => {
  let started: { readonly ledger: LedgerUnderTest; readonly token: string } | undefined;
  beforeAll(async () => {
    const ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
    started = { ledger, token: await ledger.token('client-accounting-1') };
  });
  afterAll(() => started?.ledger.stop());
  const running = () => started ?? expect.unreachable('the ledger runs');

  const send = (bytes: string | Uint8Array<ArrayBuffer>, query: Query = {}, type = 'text/csv') => {
    const { ledger, token } = running();
    return ledger.call.post('/v1/imports', {
      query: { asOf: '2026-03-31', ...query },
      token,
      upload: { bytes, type },
    });
  };
  /** Sends a file that is read. */
  const sent = async (...given: Parameters<typeof send>) => {
    const answer = await send(...given);
    expect(answer.body).toMatchObject({ importId: expect.any(String), reading: expect.anything() });
    return answer;
  };
  const rejectedFile = async (importId: string): Promise<string> => {
    const { ledger, token } = running();
    const query = { format: 'csv' } as const;
    const answer = await ledger.call.get('/v1/imports/{id}/errors', { path: { id: importId }, query, token });
    return String(answer.body);
  };
  /** The debtors of these invoices. */
  const namesOf = async (...invoices: readonly string[]): Promise<readonly string[]> => {
    const rows = await running().ledger.database.query<{ name: string }>(
      `select party.name from ledger.billing_item_detail detail join ledger.billing_item using (billing_item_id)
         join ledger.account using (account_id) join ledger.party on party_id = debtor_id
        where invoice_number = any ($1) order by array_position($1, invoice_number)`,
      [invoices],
    );
    return rows.map(({ name }) => name);
  };
  return { running, send, sent, rejectedFile, namesOf };
};
