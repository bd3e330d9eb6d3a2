import { convert, type FxRate } from '@recoup/domain/fx-rate';
import { type Money, sum } from '@recoup/domain/money';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { addSides, noSides } from '@recoup/domain/sides';
import { type ApprovalPolicy, type ApprovalRoute, strictest } from '../approval-policy/approval-route.ts';
import { contentHash, dossierHash, frozenLines, partsOf, type Sha256 } from '../packet/frozen-line.ts';
import type { Approval, EditablePacket, Packet, Submission, WaitingPacket } from '../packet/packet.ts';
import { isRejected, withoutApprovals } from '../packet/packet.ts';
import type { PacketContent } from '../packet/packet-content.ts';
import { type Change, contributorsAfter, nextStep } from '../packet/packet-event.ts';
import type { PacketRefusal } from '../packet/packet-refusal.ts';
import { mayPrepare } from '../packet/rights.ts';
import type { ActContext } from '../people/act-context.ts';
import { commissionOf, scopeKeysOf } from '../receivable/receivable.ts';
import { watchedRoute } from './split-watch.ts';
import {
  type BooksOf,
  type SubmissionWarning,
  submissionIssues,
  submissionWarnings,
} from './submission-check.ts';

/** What the submission day knows: the entities with their policies, the rates, and the client's other submissions of 30 days. */
export type SubmissionRules = BooksOf & {
  readonly policyOf: (entity: string) => ApprovalPolicy;
  /** The rate from the packet's currency to the base currency; absent when none is known for the day. */
  readonly rate: FxRate | undefined;
  readonly recent: Money;
  readonly sha256: Sha256;
};

/** A submission, and what an approver should beware of. */
export type Submitted = Change<WaitingPacket> & { readonly warnings: readonly SubmissionWarning[] };

/**
 * Submits a draft, or resubmits it (requirement W11, rulings 4 and 5). Everything is checked; amounts, route and policy version are
 * frozen. Unchanged since a rejection, it resumes at the role that rejected it and earlier approvals stand, unless one who gave them
 * has since contributed to the packet. Otherwise it starts at the first role.
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
  const baseTotal = convert(totalCommission, rate);
  const policies = [...new Set(receivables.map(({ entity }) => entity))].sort().map(rules.policyOf);
  const watched = watchedRoute(baseTotal, rules.recent, policies);
  const frozen: Submission = {
    by,
    at: acting.at,
    on: acting.today,
    contentHash: contentHash(lines, rules.sha256),
    dossierHash: dossierHash(lines, content, rules.sha256),
    parts: partsOf(lines).length,
    totals: receivables.reduce((total, { open }) => addSides(total, open), noSides),
    baseTotal,
    splitSum: watched.splitSum,
    route: watched.route,
    policyVersion: policies.map(({ entity, version }) => `${entity}@${version}`).join(','),
  };

  const again = draft.round > 0;
  const type = again ? 'packet-resubmitted' : 'packet-submitted';
  const contributors = contributorsAfter(draft.contributors, { type, by });
  const standing = standingApprovals(draft, frozen, contributors);
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
  const happened = {
    ...step,
    by,
    role: 'CLIENT_ACCOUNTING',
    packet: submitted,
    content: { lines, newRound: !standing },
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
    warnings: submissionWarnings(draft, content, acting.today),
  });
};

type Standing = { readonly approvals: readonly Approval[]; readonly route: ApprovalRoute };

const standingApprovals = (
  draft: EditablePacket,
  frozen: Submission,
  contributors: EditablePacket['contributors'],
): Standing | undefined => {
  if (!isRejected(draft) || draft.submission.dossierHash !== frozen.dossierHash) return undefined;
  const contributorIds = new Set(contributors.map(({ personId }) => personId));
  return draft.approvals.some(({ by }) => contributorIds.has(by.id))
    ? undefined
    : { approvals: draft.approvals, route: draft.submission.route };
};

const incomplete = (issues: Extract<PacketRefusal, { reason: 'submission-incomplete' }>['issues']) =>
  refused({ reason: 'submission-incomplete', issues } as const);

const after = (route: ApprovalRoute, signed: number): ApprovalRoute => {
  const [next, ...later] = route.slice(signed);
  if (!next) throw new RangeError('a rejected packet has all its signatures');
  return [next, ...later];
};
