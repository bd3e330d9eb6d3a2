import { money } from '@recoup/contracts/values';
import { day, instant, instantText } from '@recoup/runtime/http/times';
import * as z from 'zod';
import { packetStatusCodes, workflowStateOf, workflowStates } from '../domain/packet/packet-status.ts';
import { approverRoles } from '../domain/people/person.ts';
import { moneyOf, partyResource } from './wire.ts';

/** A row of the search grid (requirement W4). */
export const receivableResource = z.object({
  receivableId: z.uuid(),
  entity: z.string(),
  department: z.string(),
  deal: z.string(),
  client: partyResource,
  buyer: partyResource,
  agent: z.object({ number: z.string(), name: z.string() }).nullable(),
  invoiceNumber: z.string(),
  invoiceDate: day,
  dueDate: day,
  ageDays: z.int().describe('days since the invoice date'),
  overdueDays: z.int().describe('days since the due date; negative before it'),
  commission: money,
  outstanding: money,
  open: z.object({ revenue: money, payable: money, tax: money, fee: money }),
  openItem: z.boolean(),
  writeOffStatusCd: z.string().nullable(),
  disputeOpen: z.boolean(),
  writeOffRecommended: z.boolean(),
  writeOffRecommendation: z.object({ reason: z.string(), since: instant }).nullable(),
  packet: z
    .object({
      packetId: z.uuid(),
      name: z.string(),
      packetStatusCd: z.enum(packetStatusCodes),
      workflowState: z.enum(workflowStates),
      currentApproverRole: z.enum(approverRoles).nullable(),
    })
    .nullable()
    .describe('the packet that holds the receivable now'),
});

export type ReceivableResource = z.infer<typeof receivableResource>;

export type SearchRow = {
  readonly billing_item_detail_id: string;
  readonly entity: string;
  readonly department: string;
  readonly deal: string;
  readonly client_id: string;
  readonly client_number: string;
  readonly client_name: string;
  readonly account_id: string;
  readonly account_number: string;
  readonly account_name: string;
  readonly agent_number: string | null;
  readonly agent_name: string | null;
  readonly invoice_number: string;
  readonly invoice_date: string;
  readonly due_date: string;
  readonly age_days: number;
  readonly overdue_days: number;
  readonly currency: string;
  readonly open_revenue_minor: string;
  readonly open_payable_minor: string;
  readonly open_tax_minor: string;
  readonly open_fee_minor: string;
  readonly open_item_ind: boolean;
  readonly write_off_status_cd: string | null;
  readonly dispute_open: boolean;
  readonly recommended_reason: string | null;
  readonly recommended_dt: string | null;
  readonly write_off_packet_id: string | null;
  readonly packet_name: string | null;
  readonly packet_status_cd: (typeof packetStatusCodes)[number] | null;
  readonly current_approver_role: (typeof approverRoles)[number] | null;
};

export const toSearchResource = (row: SearchRow): ReceivableResource => {
  const revenue = moneyOf(row.open_revenue_minor, row.currency);
  const sides = [row.open_revenue_minor, row.open_payable_minor, row.open_tax_minor, row.open_fee_minor];
  return {
    receivableId: row.billing_item_detail_id,
    entity: row.entity,
    department: row.department,
    deal: row.deal,
    client: { id: row.client_id, number: row.client_number, name: row.client_name },
    buyer: { id: row.account_id, number: row.account_number, name: row.account_name },
    agent: row.agent_number === null ? null : { number: row.agent_number, name: row.agent_name ?? '' },
    invoiceNumber: row.invoice_number,
    invoiceDate: row.invoice_date,
    dueDate: row.due_date,
    ageDays: row.age_days,
    overdueDays: row.overdue_days,
    commission: revenue,
    outstanding: moneyOf(
      sides.reduce((total, side) => total + BigInt(side), 0n),
      row.currency,
    ),
    open: {
      revenue,
      payable: moneyOf(row.open_payable_minor, row.currency),
      tax: moneyOf(row.open_tax_minor, row.currency),
      fee: moneyOf(row.open_fee_minor, row.currency),
    },
    openItem: row.open_item_ind,
    writeOffStatusCd: row.write_off_status_cd,
    disputeOpen: row.dispute_open,
    writeOffRecommended: row.recommended_reason !== null,
    writeOffRecommendation:
      row.recommended_reason === null || row.recommended_dt === null
        ? null
        : { reason: row.recommended_reason, since: instantText(row.recommended_dt) },
    packet: packetOf(row),
  };
};

const packetOf = (row: SearchRow) =>
  row.write_off_packet_id === null || row.packet_status_cd === null
    ? null
    : {
        packetId: row.write_off_packet_id,
        name: row.packet_name ?? '',
        packetStatusCd: row.packet_status_cd,
        workflowState: workflowStateOf(row.packet_status_cd),
        currentApproverRole: row.current_approver_role,
      };
