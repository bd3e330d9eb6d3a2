import { actingPerson } from './change-authority.ts';
import {
  type ChangeRequestParts,
  type Deciding,
  kindOf,
  momentOf,
  type Outcome,
  textOf,
} from './change-request-parts.ts';
import { insertAttempt, lockedOverdueRequests, lockedRequest } from './change-request-rows.ts';
import { refuseRejection, refuseWithdrawal } from './decision.ts';
import { end } from './end.ts';

/** Ends a request without doing what it asks for: another person turns it down, or whoever proposed it takes it back. */
export const close = async (
  parts: ChangeRequestParts,
  action: 'REJECT' | 'WITHDRAW',
  { changeRequestId, personId, why }: Deciding,
): Promise<Outcome> => {
  const { database } = parts;
  const request = await lockedRequest(database, changeRequestId);
  if (!request) return { refusal: { reason: 'not-found' } };
  const moment = momentOf(parts);
  const person = await actingPerson(parts, personId, moment);
  const decider = person.decides(kindOf(parts, request.kind), request.scope ?? 'everything');
  const reason = textOf(why);
  const refusal =
    action === 'REJECT'
      ? refuseRejection(request, decider, moment, reason)
      : refuseWithdrawal(request, decider, moment);
  const [by, at] = [person.ref, moment.at];
  if (refusal) {
    await insertAttempt(database, changeRequestId, { person: by, action, reason: refusal.reason, at });
    return { refusal };
  }
  const state = action === 'REJECT' ? 'REJECTED' : 'WITHDRAWN';
  return end(parts, request, { state, by, at, on: moment.today, why: reason });
};

const expiredAtOnce = 100;

/** Ends requests that nobody decided in time, at most one batch. Answers whether there may be more. */
export const expire = async (parts: ChangeRequestParts): Promise<boolean> => {
  const { at, today } = momentOf(parts);
  const overdue = await lockedOverdueRequests(parts.database, at, expiredAtOnce);
  const by = { personId: `service:${parts.service}`, name: parts.service };
  for (const request of overdue)
    await end(parts, request, { state: 'EXPIRED', by, at, on: today, why: null });
  return overdue.length === expiredAtOnce;
};
