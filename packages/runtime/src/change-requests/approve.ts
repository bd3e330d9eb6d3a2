import { actingPerson } from './change-authority.ts';
import type { ChangeKind, Weighed } from './change-kind.ts';
import {
  type ChangeRefusal,
  type ChangeRequestParts,
  type Deciding,
  kindOf,
  momentOf,
  type Outcome,
  textOf,
} from './change-request-parts.ts';
import {
  type ChangeRequest,
  type Ending,
  findRequest,
  insertAttempt,
  lockedRequest,
} from './change-request-rows.ts';
import { canonicalForm } from './content-hash.ts';
import { type Decider, type Moment, refuseApproval } from './decision.ts';
import { end } from './end.ts';

/** Does what was proposed, in the transaction in which it is weighed again. A refused attempt is kept, and the request stays open. */
export const approve = async (
  parts: ChangeRequestParts,
  { changeRequestId, personId, why }: Deciding,
  seen: unknown,
): Promise<Outcome> => {
  const request = await lockedRequest(parts.database, changeRequestId);
  if (!request) return { refusal: { reason: 'not-found' } };
  const kind = kindOf(parts, request.kind);
  const moment = momentOf(parts);
  const weighed = await weighedNow(kind, request, moment, seen);
  const person = await actingPerson(parts, personId, moment);
  const stands = 'problem' in weighed ? { ...asProposed(request), before: request.before } : weighed;
  const refusal =
    refuseNow(request, stands, person.decides(kind, stands.scope), moment) ??
    ('problem' in weighed ? ({ reason: 'no-longer-possible', ...weighed } as const) : undefined);
  const approval: Ending = {
    state: 'APPROVED',
    by: person.ref,
    at: moment.at,
    on: moment.today,
    why: textOf(why),
  };
  const outcome = refusal ? { refusal } : await applyChange(parts, kind, request, approval, moment);
  if ('refusal' in outcome) {
    const attempt = { person: approval.by, action: 'APPROVE', at: moment.at } as const;
    await insertAttempt(parts.database, changeRequestId, { ...attempt, reason: outcome.refusal.reason });
  }
  return outcome;
};

/** What another system shows now of what was proposed, where the kind asks one. */
export const seenAgain = async (parts: ChangeRequestParts, changeRequestId: string): Promise<unknown> => {
  const request = await findRequest(parts.database, changeRequestId);
  return request?.state === 'PROPOSED' ? kindOf(parts, request.kind).lookAgain?.(request.payload) : undefined;
};

/** What stands now. A request that is decided is not weighed again: its subject may be gone. */
const weighedNow = async (kind: ChangeKind, request: ChangeRequest, moment: Moment, seen: unknown) =>
  request.state === 'PROPOSED'
    ? kind.weigh(request.payload, moment, request.before, seen)
    : { ...asProposed(request), before: request.before };

const asProposed = ({ scope, beneficiaries }: ChangeRequest): Omit<Weighed, 'before'> => ({
  scope: scope ?? 'everything',
  beneficiaries,
});

const refuseNow = (
  request: ChangeRequest,
  { before, beneficiaries }: Weighed,
  decider: Decider,
  moment: Moment,
): ChangeRefusal | undefined => {
  const refusal = refuseApproval({ ...request, beneficiaries }, decider, moment);
  if (refusal) return refusal;
  return canonicalForm(before) === canonicalForm(request.before) ? undefined : { reason: 'changed-since' };
};

const applyChange = async (
  parts: ChangeRequestParts,
  kind: ChangeKind,
  request: ChangeRequest,
  approval: Ending,
  moment: Moment,
): Promise<Outcome> => {
  let recorded: Outcome | undefined;
  const recordApproval = async () => {
    recorded = await end(parts, request, approval);
  };
  const { changeRequestId, payload, before, reason, validFrom, proposedBy } = request;
  const decidedBy = approval.by;
  const failed = await kind.apply({
    ...{ changeRequestId, payload, before, reason, validFrom, proposedBy, decidedBy, moment, recordApproval },
  });
  if (failed) return { refusal: { reason: 'no-longer-possible', ...failed } };
  return recorded ?? end(parts, request, approval);
};
