import { randomUUID } from 'node:crypto';
import { PacketRecoveryRequestedV1 } from '@recoup/contracts/packet.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import { expect } from 'vitest';
import { approvalsFor, header, recoveryOf, row } from '../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

export const people = {
  'client-accounting-1': 'CLIENT_ACCOUNTING',
  'auditor-1': 'AUDITOR',
  'gl-accountant-1': 'GL_ACCOUNTANT',
  'gl-accountant-2': 'GL_ACCOUNTANT',
};
export const mapping = {
  ...{ subsidiaries: { '*': '1' }, currencies: { USD: '1' }, customers: { '*': 'eid:*' } },
  accounts: { AR: '119', CPAY: '201', CLEXP: '612' },
  items: { CPAY: '802', CLEXP: '801' },
};

type Document = {
  readonly key: string;
  readonly step: string;
  readonly total: string;
  readonly after: string | null;
  readonly said: object | null;
};

/** What is asked of documents and of what stands of them. */
const documentsSeen = (ledger: LedgerUnderTest, token: string) => {
  /** The documents of a packet by their keys, without the part that names the packet. */
  const documentsOf = (packetId: string, count: number) =>
    eventually(async () => {
      const found = await ledger.database.query<Document>(
        `select substring(document.external_id from 'USD-1-(.*)$') as key, document.step, document.total_minor::text as total,
                substring(earlier.external_id from 'USD-1-(.*)$') as after, convert_from(document.body, 'UTF8')::jsonb as said
           from ledger.gl_document document join ledger.posting_event event using (posting_event_id)
           left join ledger.gl_document earlier on earlier.gl_document_id = document.after_document_id
          where source_id = $1 order by 1`,
        [packetId],
      );
      expect(found).toHaveLength(count);
      return found;
    });
  const madeOf = (packetId: string, count: number) =>
    eventually(async () => {
      const found = await documentsOf(packetId, count);
      expect(found.every(({ said }) => said !== null)).toBe(true);
      return found;
    });
  const broken = async (): Promise<readonly string[]> => {
    const { invariants } = bodyOf(await ledger.call.get('/v1/checks', { token }));
    return invariants.filter(({ id, violations }) => /^I4-/.test(id) && violations !== 0).map(({ id }) => id);
  };
  /** What events of a type say of a packet, or of its documents. */
  const saidOf = (packetId: string, type: string) =>
    eventually(async () => {
      const rows = await ledger.database.query<{ data: object }>(
        `select convert_from(message, 'UTF8')::jsonb -> 'data' as data from ledger.outbox
          where aggregate_id = $1 and event_type = $2 order by id`,
        [packetId, `recoup.ledger.${type}.v1`],
      );
      expect(rows).not.toEqual([]);
      return rows.map(({ data }) => data);
    });

  /** The document of a write-off that cannot be made. */
  const refusedOf = (packetId: string) =>
    eventually(async () => {
      const query = { packetId, kind: ['WRITE_OFF' as const] };
      const { items } = bodyOf(await ledger.call.get('/v1/gl-documents', { query, token }));
      expect(items[0]).toMatchObject({ state: 'REJECTED' });
      return items[0];
    });

  return { documentsOf, madeOf, broken, saidOf, refusedOf };
};

/** What is done to documents past all rules. */
const documentsBent = (ledger: LedgerUnderTest) => {
  /** Does to documents what no role can. */
  const bypassing = async (statement: string, values: readonly string[] = []) => {
    const aside = (what: 'disable' | 'enable') =>
      ledger.database.query(`alter table ledger.gl_document ${what} trigger all`);
    await aside('disable');
    await ledger.database.query(statement, [...values]);
    await aside('enable');
  };
  /** Changes what was sent. */
  const bend = (packetId: string, step: string, column: string, from: string, to: string) =>
    bypassing(
      `update ledger.gl_document document set ${column} = convert_to(replace(convert_from(document.${column}, 'UTF8'), $3, $4), 'UTF8')
         from ledger.posting_event event
        where event.posting_event_id = document.posting_event_id and source_id = $1 and document.step = $2`,
      [packetId, step, from, to],
    );

  return { bypassing, bend };
};

/** A ledger whose write-offs are posted by the strategies of general ledgers, and what is asked and done there. */
export const strategyDesk = async () => {
  const ledger = await ledgerUnderTest(people);
  const names = Object.keys(people);
  const given = await Promise.all(names.map(async (name) => [name, await ledger.token(name)] as const));
  const tokens: Readonly<Record<keyof typeof people, string>> = { ...people, ...Object.fromEntries(given) };
  const approvals = approvalsFor(ledger, tokens['client-accounting-1']);
  const seen = documentsSeen(ledger, tokens['auditor-1']);

  const postBy = async (strategy: string, of: object = mapping) => {
    const proposal = { content: { ...of, strategy }, reason: 'how write-offs are posted' };
    const proposed = await ledger.call.post('/v1/gl-mappings', {
      body: proposal,
      token: tokens['gl-accountant-1'],
    });
    expect(proposed).toMatchObject({ status: 201 });
    const approved = await ledger.approve(bodyOf(proposed).changeRequestId, tokens['gl-accountant-2']);
    expect(approved).toMatchObject({ status: 200 });
  };

  /** Takes in invoices with 10.00 of ours and 90.00 of the client's open, each known to the general ledger by an id. */
  const importInvoices = (...ids: readonly (readonly [string, string])[]) => importInto('Film', ...ids);
  const importInto = async (department: string, ...ids: readonly (readonly [string, string])[]) => {
    const rows = ids.map(
      ([invoice, id]) => `${row(invoice, '10.00', '90.00').replace('Film', department)},${id}`,
    );
    const taken = await ledger.call.post('/v1/imports', {
      query: { asOf: '2026-03-31' },
      token: tokens['client-accounting-1'],
      upload: { bytes: [`${header},gl_reference`, ...rows].join('\n'), type: 'text/csv' },
    });
    expect(taken).toMatchObject({ status: 201 });
  };
  const writeOff = async (...invoices: readonly string[]) => {
    const packetId = randomUUID();
    const [revenue, payable] = [invoices.length * 10, invoices.length * 90].map((amount) =>
      amount.toFixed(2),
    );
    await approvals.approve(await approvals.linesOf(...invoices), {
      packetId,
      totals: { revenue: revenue ?? '', payable: payable ?? '' },
    });
    await approvals.outcomeOf(packetId);
    return packetId;
  };
  const recover = async (packetId: string, receivables: number) => {
    await ledger.bus.publish([
      eventRecord(PacketRecoveryRequestedV1, packetId, 3, recoveryOf(packetId, receivables)),
    ]);
  };

  const release = async (packetId: string) => {
    const proposed = await ledger.call.post('/v1/gl-documents/{id}/resolution', {
      path: { id: (await seen.refusedOf(packetId))?.glDocumentId ?? '' },
      body: { action: 'RELEASE', reason: 'its id is known' },
      token: tokens['gl-accountant-1'],
    });
    const approved = await ledger.approve(bodyOf(proposed).changeRequestId, tokens['gl-accountant-2']);
    expect(approved).toMatchObject({ status: 200 });
  };
  return {
    ...{ ledger, postBy, importInvoices, importInto, writeOff, recover, release },
    ...{ ...seen, ...documentsBent(ledger) },
  };
};
