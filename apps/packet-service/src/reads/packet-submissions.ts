import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { day, instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { approverRoles } from '../domain/people/person.ts';
import { rateOf, rateResource, ratesColumns, type StoredRate } from './submission-rate.ts';
import { moneyOf, optional, personResource } from './wire.ts';

const decision = z.object({
  decision: z.enum(['APPROVE', 'REJECT']),
  role: z.enum(approverRoles),
  by: personResource,
  at: instant,
  versionSeen: z.int(),
  comment: z.string().nullable(),
});

export const submissionResource = z.object({
  attempt: z.int().describe('counts the submissions of the packet from 1'),
  round: z.int(),
  version: z.int(),
  versionSeen: z.int(),
  name: z.string(),
  by: personResource,
  at: instant,
  on: day,
  receivableCount: z.int(),
  commission: money,
  outstanding: money.describe('all open sides'),
  baseTotal: money,
  rate: rateResource.nullable(),
  split: z
    .object({ total: money, submissions: z.int() })
    .describe(
      'its commission with that of the other submissions of its client in the days that its policies watch',
    ),
  route: z.array(z.enum(approverRoles)),
  policies: z.array(z.object({ entity: z.string(), policy: z.string(), version: z.int() })),
  contentHash: z.string(),
  dossierHash: z.string(),
  decisions: z.array(decision),
});

type SubmissionRow = StoredRate & {
  readonly attempt: number;
  readonly round: number;
  readonly packet_version: number;
  readonly version_seen: number;
  readonly packet_name: string;
  readonly submitted_by_user_id: string;
  readonly submitted_by_name: string;
  readonly submitted_dt: string;
  readonly submitted_on: string;
  readonly currency: string;
  readonly receivable_count: number;
  readonly total_revenue_minor: string;
  readonly outstanding: string;
  readonly base_currency: string;
  readonly base_total_minor: string;
  readonly split_total_minor: string;
  readonly others: number;
  readonly route: z.infer<typeof submissionResource>['route'];
  readonly policies: z.infer<typeof submissionResource>['policies'];
  readonly content_hash: string;
  readonly dossier_hash: string;
  readonly decisions: readonly (Omit<z.infer<typeof decision>, 'by'> & {
    readonly personId: string;
    readonly name: string;
  })[];
};

export const submissionList = listOf({
  name: 'packet-submissions',
  id: 'attempt',
  filters: {},
  sorts: { attempt: by('attempt') },
  defaultSort: 'attempt',
});

/** A page of the submissions of a packet, each as it was made, with what was decided on it. */
export const packetSubmissions = async (
  database: Queries,
  packetId: string,
  { key, where, order, page }: PageAsked,
): Promise<Page<z.infer<typeof submissionResource>>> => {
  const rows = await database.query<SubmissionRow & { readonly listKey: ListKey }>(sql`
    select submission.*, ${ratesColumns},
           total_revenue_minor + total_payable_minor + total_tax_minor + total_fee_minor as outstanding,
           (select count(*)::int from packet_submission_split split
             where split.packet_submission_id = submission.packet_submission_id) as others,
           (select jsonb_agg(jsonb_build_object('entity', entity, 'policy', policy_entity, 'version', policy_version) order by entity)
              from packet_submission_policy applied
             where applied.packet_submission_id = submission.packet_submission_id) as policies,
           (select coalesce(jsonb_agg(jsonb_build_object('decision', decision, 'role', approver_role, 'personId', person_id,
                     'name', person_name, 'at', decided_dt, 'versionSeen', version_seen, 'comment', comment_text)
                     order by packet_version), '[]')
              from packet_decision decided
             where decided.packet_submission_id = submission.packet_submission_id) as decisions, ${key}
      from packet_submission submission where write_off_packet_id = ${packetId} and ${where} ${order}`);
  return page(rows, (row) => ({
    attempt: row.attempt,
    round: row.round,
    version: row.packet_version,
    versionSeen: row.version_seen,
    name: row.packet_name,
    by: { personId: row.submitted_by_user_id, name: row.submitted_by_name },
    at: instantText(row.submitted_dt),
    on: row.submitted_on,
    receivableCount: row.receivable_count,
    commission: moneyOf(row.total_revenue_minor, row.currency),
    outstanding: moneyOf(row.outstanding, row.currency),
    baseTotal: moneyOf(row.base_total_minor, row.base_currency),
    rate: optional(row.rate, rateOf),
    split: { total: moneyOf(row.split_total_minor, row.base_currency), submissions: row.others },
    route: row.route,
    policies: row.policies,
    contentHash: row.content_hash,
    dossierHash: row.dossier_hash,
    decisions: row.decisions.map(({ personId, name, at, ...decided }) => ({
      ...decided,
      by: { personId, name },
      at: instantText(at),
    })),
  }));
};
