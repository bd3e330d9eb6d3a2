import { createHash, randomUUID } from 'node:crypto';
import { PacketApprovedV1 } from '@recoup/contracts/packet.v1';
import { PacketContentFrozenV1, type PacketLine } from '@recoup/contracts/packet-content-frozen.v1';
import { linesPerPart } from '@recoup/contracts/values';
import { canonicalJson } from '@recoup/domain/canonical-json';
import { eventRecord } from '@recoup/testkit/event-record';
import { eventually } from '@recoup/testkit/eventually';
import type { LedgerUnderTest } from './ledger-under-test.ts';

export const header =
  'entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason';
export const row = (invoice: string, revenue: string, payable: string) =>
  `US01,Film,D-1,C-1,XYZ Corp,B-1,Acme Inc,A-1,Ann Agent,${invoice},2025-11-01,2025-12-01,USD,${revenue},${payable},0.00,0.00,false,`;

const summaryOf = (packetId: string, receivableCount: number, round = 1) => ({
  packetId,
  version: 5,
  name: 'XYZ-2025-Q1',
  client: { clientId: randomUUID(), number: 'C-1', name: 'XYZ Corp' },
  currency: 'USD',
  packetStatusCd: 'APPROVED',
  workflowState: 'APPROVED',
  totalCommission: { amount: '1.00', currency: 'USD' },
  receivableCount,
  currentApproverRole: null,
  round,
  submittedBy: null,
  approvedBy: [],
  entities: ['US01'],
  departments: ['Film'],
});

/** What an approval by three persons on the last of March 2026 says beside its lines. */
export const signedInMarch = {
  policyVersion: '1',
  signatures: ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'].map((role, index) => ({
    ...{ personId: randomUUID(), name: `The ${role}`, role, version: 2 + index },
    signedAt: `2026-03-31T1${index}:00:00.000Z`,
  })),
  eventDates: [{ entity: 'US01', date: '2026-03-31' }],
};

/** What is asked of the ledger when a packet of so many receivables shall be recovered. */
export const recoveryOf = (
  packetId: string,
  receivables: number,
  { kind = 'RECOVERY', date = '2026-03-31' } = {},
) => ({
  ...summaryOf(packetId, receivables),
  requestedBy: { personId: randomUUID(), name: 'Uma' },
  cashReceiptId: randomUUID(),
  reason: 'paid after all',
  kind,
  eventDates: [{ entity: 'US01', date }],
});

type Signed = Omit<typeof signedInMarch, 'policyVersion'>;
type Change = {
  readonly hash?: string;
  readonly first?: number;
  /** What the approval says otherwise than usual. */
  readonly approval?: Partial<Signed>;
};
type Approval = { readonly packetId: string; readonly totals: { revenue: string; payable: string } };

/** What the packet service would do around a ledger under test: lines from its items, frozen, approved and sent. */
export const approvalsFor = (ledger: LedgerUnderTest, token: string) => {
  const importRows = (...rows: readonly string[]) =>
    ledger.call.post('/v1/imports', {
      query: { asOf: '2026-03-31' },
      token,
      upload: { bytes: [header, ...rows].join('\n'), type: 'text/csv' },
    });

  const linesOf = async (...invoices: readonly string[]): Promise<PacketLine[]> => {
    const rows = await ledger.database.query<{
      id: string;
      account: string;
      invoice: string;
      open: string[];
    }>(
      `select billing_item_detail_id as id, account_id as account, invoice_number as invoice,
            array[to_char(sum(open_minor) filter (where side = 'REV') / 100.0, 'FM999999990.00'),
                  coalesce(to_char(sum(open_minor) filter (where side = 'PAY') / 100.0, 'FM999999990.00'), '0.00')] as open
       from ledger.billing_item_detail join ledger.billing_item using (billing_item_id)
       join ledger.receivable_side using (billing_item_detail_id)
      where invoice_number = any ($1) group by 1, 2, 3 order by 1`,
      [invoices],
    );
    return rows.map(({ id, account, invoice, open }) => ({
      receivableId: id,
      accountId: account,
      entity: 'US01',
      department: 'Film',
      deal: 'D-1',
      invoiceNumber: invoice,
      currency: 'USD',
      sides: { revenue: open[0] ?? '', payable: open[1] ?? '', tax: '0.00', fee: '0.00' },
      criterion: 'AGED',
    }));
  };

  const approve = async (
    lines: readonly PacketLine[],
    { packetId, totals }: Approval,
    { approval = {}, ...change }: Change = {},
  ) => {
    const contentHash = change.hash ?? createHash('sha256').update(canonicalJson(lines)).digest('hex');
    const first = change.first ?? 1;
    const parts = Math.ceil(lines.length / linesPerPart);
    const approved = eventRecord(PacketApprovedV1, packetId, first + parts, {
      ...summaryOf(packetId, lines.length),
      contentHash,
      parts,
      totals: { ...totals, tax: '0.00', fee: '0.00' },
      ...signedInMarch,
      ...approval,
    });
    const frozen = Array.from({ length: parts }, (_, index) =>
      eventRecord(PacketContentFrozenV1, packetId, first + index, {
        packetId,
        round: first,
        contentHash,
        part: index + 1,
        parts,
        lines: lines.slice(index * linesPerPart, (index + 1) * linesPerPart),
      }),
    );
    await ledger.bus.publish([...frozen, approved]);
    return [...frozen, approved];
  };

  const outcomeOf = (packetId: string) =>
    eventually(async () => {
      const [found] = await ledger.database.query<{ outcome: string; code: string | null }>(
        'select outcome, code from ledger.write_off_execution where packet_id = $1',
        [packetId],
      );
      if (!found) throw new Error('not decided yet');
      return found;
    });

  return { importRows, linesOf, approve, outcomeOf };
};
