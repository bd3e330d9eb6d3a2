import { convert } from '@recoup/domain/fx-rate';
import { money, sum } from '@recoup/domain/money';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { addSides, noSides, totalOf } from '@recoup/domain/sides';
import type { ApprovalPolicy } from '../approval-policy/approval-policy.ts';
import { type ApprovalRoute, strictest } from '../approval-policy/approval-route.ts';
import { contentHash, dossierHash, frozenLines, partsOf, type Sha256 } from '../packet/frozen-line.ts';
import { type Packet, type Submission, type WaitingPacket, withoutApprovals } from '../packet/packet.ts';
import type { PacketContent } from '../packet/packet-content.ts';
import { type Change, contributorsAfter, nextStep } from '../packet/packet-event.ts';
import type { PacketRefusal } from '../packet/packet-refusal.ts';
import { mayPrepare } from '../packet/rights.ts';
import type { RecentSubmission, SubmissionRecord, UsedRate } from '../packet/submission-record.ts';
import type { ActContext } from '../people/act-context.ts';
import type { Person, PersonId } from '../people/person.ts';
import { commissionOf, scopeKeysOf } from '../receivable/receivable.ts';
import { splitTotalOf, watchedRoute } from './split-watch.ts';
import { standingApprovals } from './standing-approvals.ts';
import {
  type BooksOf,
  type SubmissionWarning,
  submissionIssues,
  submissionWarnings,
} from './submission-check.ts';
import { submittedLines } from './submitted-lines.ts';

/** What the submission day knows: the entities with their policies, the rates, and the client's other submissions of late. */
export type SubmissionRules = BooksOf & {
  readonly policyOf: (entity: string) => ApprovalPolicy;
  /** The rate from the packet's currency to the base currency; absent when none is known for the day. */
  readonly rate: UsedRate | undefined;
  readonly recent: readonly RecentSubmission[];
  /** Those who signed before, as they stand now. */
  readonly signerOf: (id: PersonId) => Person | undefined;
  readonly sha256: Sha256;
};

/** A submission, and what an approver should beware of. */
export type Submitted = Change<WaitingPacket> & { readonly warnings: readonly SubmissionWarning[] };

/**
 * Submits a draft, or resubmits it (requirement W11, rulings 4 and 5). Everything is checked; amounts, route and policy version are
 * frozen. Unchanged since a rejection, it resumes at the role that rejected it where earlier approvals still stand. Otherwise it starts at
 * the first role.
 */
export const submitDraft = (
  packet: Packet,
  content: PacketContent,
  rules: SubmissionRules,
  acting: ActContext,
): Result<Submitted, PacketRefusal> => {
  const allowed = mayPrepare(packet, acting);
  if (!allowed.ok) return allowed;
  const { draft, by } = allowed.value;
  const issues = submissionIssues(draft, content, rules);
  const { rate } = rules;
  if (!rate)
    return incomplete([...issues, { issue: 'no-fx-rate', currency: draft.currency, day: acting.today }]);
  if (issues.length > 0) return incomplete(issues);

  const lines = frozenLines(content, draft.defaultCriterion);
  const receivables = content.lines.map(({ receivable }) => receivable);
  const totalCommission = sum(receivables.map(commissionOf), draft.currency);
  const open = receivables.reduce((total, receivable) => addSides(total, receivable.open), noSides);
  const totals = {
    COMMISSION: convert(totalCommission, rate),
    WHOLE_AMOUNT: convert(money(totalOf(open), draft.currency), rate),
  };
  const entities = [...new Set(receivables.map(({ entity }) => entity))].sort();
  const policies = entities.map(rules.policyOf);
  const watched = watchedRoute(totals, rules.recent, policies, acting.today);
  const frozen: Submission = {
    attempt: (draft.submission?.attempt ?? 0) + 1,
    by,
    at: acting.at,
    on: acting.today,
    contentHash: contentHash(lines, rules.sha256),
    dossierHash: dossierHash(draft.name.text, lines, content, rules.sha256),
    parts: partsOf(lines).length,
    totals: open,
    baseTotal: totals.COMMISSION,
    splitSum: watched.splitSum,
    route: watched.route,
    policyVersion: [...new Set(policies.map(({ entity, version }) => `${entity}@${version}`))].join(','),
  };

  const again = draft.round > 0;
  const type = again ? 'packet-resubmitted' : 'packet-submitted';
  const contributors = contributorsAfter(draft.contributors, { type, by });
  const standing = standingApprovals(draft, frozen, contributors, rules.signerOf, acting.today);
  const route = standing ? strictest(standing.route, watched.route) : watched.route;
  const approvals = standing?.approvals ?? [];
  const awaiting = after(route, approvals.length);
  const submission = { ...frozen, route };
  const { statusCd: from, submission: before, ...core } = withoutApprovals(draft);
  const step = nextStep(draft, again ? 'RESUBMITTED' : 'SUBMITTED', acting.at, null);
  const submitted: WaitingPacket = {
    ...core,
    statusCd: again ? 'RESUBMITTED' : 'SUBMITTED',
    version: step.version,
    contributors,
    scopeKeys: scopeKeysOf(draft.client.id, receivables),
    receivableCount: receivables.length,
    totalCommission,
    round: standing ? draft.round : draft.round + 1,
    submission,
    approvals,
    awaiting,
  };
  const warnings = submissionWarnings(draft, content, acting.today);
  const record: SubmissionRecord = {
    versionSeen: draft.version,
    rate,
    baseWhole: totals.WHOLE_AMOUNT,
    splitTotal: splitTotalOf(totals, rules.recent),
    recent: rules.recent,
    policies: entities.map((entity) => ({ entity, policy: rules.policyOf(entity) })),
    lines: submittedLines(lines, content, warnings),
    documents: content.documents,
  };
  const happened = {
    ...step,
    by,
    role: 'CLIENT_ACCOUNTING',
    packet: submitted,
    content: { record, newRound: !standing },
  } as const;
  return accepted({
    packet: submitted,
    events: [
      again
        ? {
            type: 'packet-resubmitted',
            ...happened,
            contentChanged: before?.dossierHash !== submission.dossierHash,
          }
        : { type: 'packet-submitted', ...happened },
    ],
    warnings,
  });
};

const incomplete = (issues: Extract<PacketRefusal, { reason: 'submission-incomplete' }>['issues']) =>
  refused({ reason: 'submission-incomplete', issues } as const);

const after = (route: ApprovalRoute, signed: number): ApprovalRoute => {
  const [next, ...later] = route.slice(signed);
  if (!next) throw new RangeError('a rejected packet has all its signatures');
  return [next, ...later];
};
