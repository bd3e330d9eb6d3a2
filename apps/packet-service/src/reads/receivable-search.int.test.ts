import type { Queries } from '@recoup/runtime/database/queries';
import { cursorCodec } from '@recoup/runtime/http/cursor';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packetDatabaseUnderTest } from '../adapters/postgres/packet-database.fixture.ts';
import { receivableList, searchReceivables } from './receivable-search.ts';

let kept: Awaited<ReturnType<typeof packetDatabaseUnderTest>>;
const today = '2026-03-02';
const cursors = cursorCodec('a secret of this test');
const auditor: Actor = {
  personId: newId(),
  displayName: 'Odette',
  grants: [
    {
      role: 'AUDITOR',
      entity: null,
      department: null,
      clientId: null,
      validFrom: '2000-01-01',
      validUntil: null,
    },
  ],
};

/** As many receivables as make the planner choose, every tenth open, of 2,000 clients, 20,000 debtors, 400 agents and 500 deals. */
const receivables = `
  insert into packet.receivable
  select md5('receivable ' || n)::uuid, 1, 'E' || n % 5, 'DEPARTMENT ' || n % 7, 'DEAL ' || n % 500,
         md5('client ' || n % 2000)::uuid, 'C-' || n % 2000, 'Client ' || n % 2000,
         md5('account ' || n % 20000)::uuid, 'B-' || n % 20000, 'Buyer ' || n % 20000, 'A-' || n % 400, 'Agent ' || n % 400,
         'INV-' || n, '2024-01-01'::date + n % 800, '2024-02-01'::date + n % 790, 'USD', 2, (n::bigint * 7919) % 9999999, 0, 0, 0,
         n % 10 = 0, null, false, false, null, '2026-03-02'
    from generate_series(1, 200000) n`;

/** A draft for every hundredth of them. */
const packets = [
  `with packet as (insert into packet.write_off_packet
     (write_off_packet_id, version, packet_name, name_key, client_id, client_number, client_name, currency, currency_exponent,
      packet_status_cd, round, receivable_count, total_commission_minor, scope_version, created_by_user_id, created_by_name,
      created_dt, updated_dt)
   select md5('packet ' || n)::uuid, 1, 'Packet ' || n, 'packet ' || n, md5('client ' || n % 2000)::uuid, 'C-' || n % 2000,
          'Client ' || n % 2000, 'USD', 2, 'DRAFT', 0, 1, 1, 1, gen_random_uuid(), 'Clara', now(), now()
     from generate_series(1, 200000, 100) n returning write_off_packet_id as id)
   insert into packet.packet_status_history
     (packet_status_history_id, write_off_packet_id, packet_version, to_status_cd, action_cd, acted_dt)
   select gen_random_uuid(), id, 1, 'DRAFT', 'CREATE', now() from packet`,
  `insert into packet.packet_receivable
     (packet_receivable_id, write_off_packet_id, billing_item_detail_id, client_id, currency, use_packet_document_ind, created_dt,
      created_by_user_id, updated_dt)
   select gen_random_uuid(), md5('packet ' || n)::uuid, md5('receivable ' || n)::uuid, md5('client ' || n % 2000)::uuid, 'USD', true, now(),
          gen_random_uuid(), now()
     from generate_series(1, 200000, 100) n`,
];

beforeAll(async () => {
  kept = await packetDatabaseUnderTest();
  for (const statement of [receivables, ...packets, 'analyze']) await kept.server.query(statement);
}, 120_000);
afterAll(() => kept?.close());

/** The plan of the page that a query asks for, and what it finds. */
const planned = async (query: Readonly<Record<string, unknown>>, after?: string) => {
  const plans: unknown[] = [];
  const explaining: Queries = {
    query: async (statement) => {
      plans.push(...(await kept.database.query(sql`explain (format json) ${statement}`)));
      return kept.database.query(statement);
    },
  };
  const parsed = receivableList.query.parse({ limit: 50, ...query, ...(after ? { after } : {}) });
  const found = await searchReceivables(
    explaining,
    auditor,
    today,
    receivableList.ask(parsed, cursors, { today }),
  );
  return { ...found, plan: JSON.stringify(plans) };
};

it.each([
  [{ department: 'Film' }, 'receivable_by_folded_department', 0],
  [{ 'department.prefix': 'film' }, 'receivable_by_folded_department', 0],
  [{ entity: 'xx99' }, 'receivable_by_folded_entity', 0],
  [{ deal: 'deal 77' }, 'receivable_by_folded_deal', 50],
  [{ 'deal.prefix': 'deal 77' }, 'receivable_by_folded_deal', 50],
  [{ client: 'C-77' }, 'receivable_by_folded_client_number', 50],
  [{ client: 'CLIENT 77' }, 'receivable_by_folded_client_name', 50],
  [{ 'client.prefix': 'CLIENT 777' }, 'receivable_by_folded_client_name', 50],
  [{ 'client.prefix': 'c-777' }, 'receivable_by_folded_client_number', 50],
  [{ clientId: '2e1f8a50-0000-4000-8000-000000000000' }, 'receivable_by_client', 0],
  [{ buyer: 'B-77' }, 'receivable_by_folded_account_number', 10],
  [{ 'buyer.prefix': 'büyer 7777' }, 'receivable_by_folded_account_name', 10],
  [{ agent: 'a-7' }, 'receivable_by_folded_agent_number', 50],
  [{ 'agent.prefix': 'nobody' }, 'receivable_by_folded_agent_name', 0],
  [{ 'invoiceNumber.prefix': 'inv-7777' }, 'receivable_by_folded_invoice_number', 11],
  [{ invoiceNumber: ['INV-7', 'INV-8', 'INV-'] }, 'receivable_by_(folded_)?invoice_number', 2],
  [{ open: 'true' }, 'receivable_open_by_invoice_date', 50],
  [{ open: 'true', inPacket: 'false', 'overdueDays.gte': 90 }, 'receivable_open_by_invoice_date', 50],
  [{ 'packetName.prefix': 'packet 1000' }, 'packet_by_folded_name', 2],
])('finds by %j through %s', async (query, index, count) => {
  const { plan, items } = await planned(query);
  expect(plan).toMatch(new RegExp(`"Index Name":"${index}"`));
  expect(plan).not.toMatch(/"Node Type":"Seq Scan",[^}]*"Relation Name":"receivable"/);
  expect(items).toHaveLength(count);
});

it.each([
  ['invoiceDate', 'receivable_by_invoice_date'],
  ['dueDate', 'receivable_by_due_date'],
  ['commission', 'receivable_by_commission'],
  ['invoiceNumber', 'receivable_by_invoice_number'],
  ['receivableId', 'receivable_pkey'],
])('walks by %s, in either direction, along %s', async (sort, index) => {
  for (const direction of ['', '-']) {
    const first = await planned({ sort: `${direction}${sort}` });
    const second = await planned({ sort: `${direction}${sort}` }, first.page.next ?? '');
    for (const { plan, items } of [first, second]) {
      expect(items).toHaveLength(50);
      expect(plan).toContain(`"Index Name":"${index}"`);
      expect(plan).not.toContain('"Sort Key":["r.');
    }
    expect(second.plan).toMatch(/"Index Cond":"\((ROW\(|billing_item_detail_id [<>])/);
  }
});

it('goes on by several keys, each in its direction, from where the index of the first begins', async () => {
  const sort = 'invoiceDate,-commission';
  const first = await planned({ sort });
  const { plan, items } = await planned({ sort }, first.page.next ?? '');
  expect(plan).toMatch(/"Index Name":"receivable_by_invoice_date".*?"Index Cond":"\(invoice_date >= /);
  expect(plan).toContain('"Node Type":"Incremental Sort"');
  expect(items).toHaveLength(50);
});
