import type { Queries } from '@recoup/runtime/database/queries';
import { listQuery, repeatable } from '@recoup/runtime/http/lists/list-query';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { codesOf, packetStatusCodes, workflowStates } from '../domain/packet/packet-status.ts';
import { nameKey } from '../domain/packet-name/name-key.ts';
import type { SearchRow } from './receivable-search-row.ts';
import { allOf, visibleReceivables } from './scope-filter.ts';
import { beginsWith } from './text-filter.ts';

const decimal = z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/, 'must be a decimal amount such as 1250.00');
const days = z.coerce.number().int().min(-100_000).max(100_000);
const typed = z.string().trim().min(1).max(200);
const sorts = ['invoiceDate', '-invoiceDate', 'commission', '-commission', 'invoiceNumber'] as const;

/** The filters that the customer asked for (requirement W4). */
export const searchQuery = z.strictObject({
  ...listQuery,
  sort: z.enum(sorts).default('invoiceDate'),
  entity: repeatable(z.string()),
  department: repeatable(z.string()),
  deal: typed.optional().describe('beginning of the deal'),
  client: typed.optional().describe('number of the client, or the beginning of the name'),
  clientId: repeatable(z.uuid()),
  buyer: typed.optional().describe('number of the debtor, or the beginning of the name'),
  agent: typed.optional().describe('number of the agent, or the beginning of the name'),
  invoiceNumber: repeatable(z.string().min(1).max(200)).describe(
    'the beginning of one invoice number, or several complete ones',
  ),
  'invoiceDate.gte': z.iso.date().optional(),
  'invoiceDate.lte': z.iso.date().optional(),
  'commission.gte': decimal.optional(),
  'commission.lte': decimal.optional(),
  'ageDays.gte': days.optional().describe('at least so many days since the invoice date'),
  'ageDays.lte': days.optional().describe('at most so many days since the invoice date'),
  'overdueDays.gte': days.optional().describe('at least so many days since the due date'),
  'overdueDays.lte': days
    .optional()
    .describe('at most so many days since the due date; below zero it is not due yet'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 currency code such as USD')
    .optional(),
  packetName: typed.optional().describe('beginning of the name'),
  packetStatus: repeatable(z.enum(packetStatusCodes)),
  packetState: repeatable(z.enum(workflowStates)),
  inPacket: z.enum(['true', 'false']).optional(),
  writeOffRecommended: z.enum(['true', 'false']).optional(),
  open: z.enum(['true', 'false']).optional(),
});
type SearchQuery = z.infer<typeof searchQuery>;

const sortKeys: Readonly<
  Record<
    (typeof sorts)[number],
    { readonly key: RawBuilder<unknown>; readonly as: string; readonly down: boolean }
  >
> = {
  invoiceDate: { key: sql`r.invoice_date`, as: 'date', down: false },
  '-invoiceDate': { key: sql`r.invoice_date`, as: 'date', down: true },
  commission: { key: sql`r.commission`, as: 'numeric', down: false },
  '-commission': { key: sql`r.commission`, as: 'numeric', down: true },
  invoiceNumber: { key: sql`r.invoice_number`, as: 'text', down: false },
};

/** What a search finds, after one row of it, narrowed to what the person may see. */
export const searchReceivables = (
  database: Queries,
  query: SearchQuery,
  actor: Actor,
  today: string,
  after: readonly string[] | undefined,
): Promise<SearchRow[]> => {
  const { key, as, down } = sortKeys[query.sort];
  const direction = sql.raw(down ? 'desc' : 'asc');
  const beyond = after
    ? sql`(${key}, r.billing_item_detail_id) ${sql.raw(down ? '<' : '>')} (${after[0]}::${sql.raw(as)}, ${after[1]}::uuid)`
    : sql`true`;
  return database.query<SearchRow>(sql`
    select r.*, ${key}::text as sort_key, ${today}::date - r.invoice_date as age_days,
           ${today}::date - r.due_date as overdue_days, p.write_off_packet_id, p.packet_name, p.packet_status_cd,
           p.current_approver_role, recommended.reason as recommended_reason, recommended.recommended_dt
      from receivable r
      left join packet_receivable link on link.billing_item_detail_id = r.billing_item_detail_id and link.live
      left join write_off_packet p on p.write_off_packet_id = link.write_off_packet_id
      left join write_off_recommendation recommended on recommended.billing_item_detail_id = r.billing_item_detail_id
     where ${visibleReceivables(actor)} and ${allOf(conditions(query, today))} and ${beyond}
     order by ${key} ${direction}, r.billing_item_detail_id ${direction} limit ${query.limit + 1}`);
};

type Filters = {
  readonly [Name in keyof SearchQuery]?: (
    value: NonNullable<SearchQuery[Name]>,
    today: string,
  ) => RawBuilder<unknown>;
};

const named = (number: RawBuilder<unknown>, name: RawBuilder<unknown>) => (value: string) =>
  sql`(${number} = ${value} or ${beginsWith(sql`lower(${name})`, value.toLowerCase())})`;
const yes = (condition: RawBuilder<unknown>) => (value: 'true' | 'false') =>
  value === 'true' ? condition : sql`not (${condition})`;

const filters: Filters = {
  entity: (value) => sql`r.entity = any (${value}::text[])`,
  department: (value) => sql`r.department = any (${value}::text[])`,
  deal: (value) => beginsWith(sql`r.deal`, value),
  client: named(sql`r.client_number`, sql`r.client_name`),
  clientId: (value) => sql`r.client_id = any (${value}::uuid[])`,
  buyer: named(sql`r.account_number`, sql`r.account_name`),
  agent: named(sql`r.agent_number`, sql`r.agent_name`),
  invoiceNumber: ([first = '', ...others]) =>
    others.length === 0
      ? beginsWith(sql`r.invoice_number`, first)
      : sql`r.invoice_number = any (${[first, ...others]}::text[])`,
  'invoiceDate.gte': (value) => sql`r.invoice_date >= ${value}::date`,
  'invoiceDate.lte': (value) => sql`r.invoice_date <= ${value}::date`,
  'commission.gte': (value) => sql`r.commission >= ${value}::numeric`,
  'commission.lte': (value) => sql`r.commission <= ${value}::numeric`,
  'ageDays.gte': (value, today) => sql`r.invoice_date <= ${today}::date - ${value}::int`,
  'ageDays.lte': (value, today) => sql`r.invoice_date >= ${today}::date - ${value}::int`,
  'overdueDays.gte': (value, today) => sql`r.due_date <= ${today}::date - ${value}::int`,
  'overdueDays.lte': (value, today) => sql`r.due_date >= ${today}::date - ${value}::int`,
  currency: (value) => sql`r.currency = ${value}`,
  packetName: (value) => beginsWith(sql`p.name_key`, nameKey(value)),
  packetStatus: (value) => sql`p.packet_status_cd = any (${value}::text[])`,
  packetState: (value) => sql`p.packet_status_cd = any (${value.flatMap(codesOf)}::text[])`,
  inPacket: yes(sql`link.write_off_packet_id is not null`),
  writeOffRecommended: yes(sql`recommended.billing_item_detail_id is not null`),
  open: yes(sql`r.open_item_ind`),
};

const conditions = (query: SearchQuery, today: string): readonly RawBuilder<unknown>[] =>
  (Object.keys(filters) as (keyof Filters)[]).flatMap((name) => condition(name, query, today));

const condition = <Name extends keyof Filters>(
  name: Name,
  query: SearchQuery,
  today: string,
): readonly RawBuilder<unknown>[] => {
  const value = query[name];
  const filter = filters[name];
  return value === undefined || value === null || !filter
    ? []
    : [filter(value as NonNullable<SearchQuery[Name]>, today)];
};
