import * as z from 'zod';
import { withExample } from '../../http/documentation/example.ts';
import { type Endpoint, endpoint, type Refusing } from '../../http/endpoint.ts';
import { typedLines } from '../../http/input/typed-text.ts';
import type { Actor } from '../../http/people-directory.ts';
import type { Deciding } from '../change-request-parts.ts';
import type { ChangeRequests } from '../change-requests.ts';
import { changeProblem, refusing } from './change-request-problem.ts';
import { listedChangeRequest, listedOf } from './change-request-resource.ts';

const reason = typedLines(4_000);
const alike = {
  method: 'post',
  params: z.strictObject({ id: z.uuid() }),
  answer: listedChangeRequest,
} as const;
const decided = 'Their roles must cover what it affects. Whoever proposed it, or gains by it, may not.';
const undecidable = [
  'not-found',
  'role-missing',
  'own-proposal',
  'beneficiary',
  'already-decided',
  'expired',
] as const;
const unapprovable = [...undecidable, 'cooling', 'changed-since', 'valid-from-past'] as const;

/**
 * How a change request is decided. Who may is the decision's to say and not the route's, so that an attempt in vain is kept.
 */
export const decisionRoutes = (
  changes: ChangeRequests,
  deciders: readonly string[],
  refusedByKinds: readonly Refusing[],
  mayRead: (actor: Actor, changeRequestId: string) => Promise<boolean>,
): readonly Endpoint[] => {
  const decide = async (
    actor: Actor,
    changeRequestId: string,
    why: string | undefined,
    work: (deciding: Deciding) => ReturnType<ChangeRequests['approve']>,
  ) => {
    const outcome = await work({ changeRequestId, personId: actor.personId, why: why ?? null });
    if (!('refusal' in outcome)) return { body: listedOf(outcome.request) };
    // Why it is refused would tell whoever may not read it that it is there.
    const known = await mayRead(actor, changeRequestId);
    return changeProblem(known ? outcome.refusal : { reason: 'not-found' });
  };
  const access = { roles: deciders, decided };
  return [
    endpoint({
      ...alike,
      access,
      path: '/v1/change-requests/{id}/approval',
      summary: 'Approve and carry out what another person proposed; if that fails, it stays open',
      refuses: [...refusing(...unapprovable), ...refusedByKinds],
      body: withExample(z.strictObject({ reason: reason.optional() }), {}),
      handle: ({ actor, params: { id }, body }) => decide(actor, id, body.reason, changes.approve),
    }),
    endpoint({
      ...alike,
      access,
      path: '/v1/change-requests/{id}/approval/preview',
      summary: 'Preview: what an approval would answer now',
      refuses: [...refusing(...unapprovable), ...refusedByKinds],
      changesNothing: true,
      handle: ({ actor, params: { id } }) => decide(actor, id, undefined, changes.previewApproval),
    }),
    endpoint({
      ...alike,
      access,
      path: '/v1/change-requests/{id}/rejection',
      summary: 'Reject what another person proposed, with a reason',
      refuses: refusing(...undecidable, 'reason-missing'),
      body: withExample(z.strictObject({ reason }), { reason: 'Line 3 names a wrong department' }),
      handle: ({ actor, params: { id }, body }) => decide(actor, id, body.reason, changes.reject),
    }),
    endpoint({
      ...alike,
      access: { roles: deciders, decided: 'Only whoever proposed it may.' },
      path: '/v1/change-requests/{id}/withdrawal',
      summary: 'Withdraw what you proposed',
      refuses: refusing('not-found', 'not-proposer', 'already-decided', 'expired'),
      body: withExample(z.strictObject({ reason: reason.optional() }), { reason: 'Proposed by mistake' }),
      handle: ({ actor, params: { id }, body }) => decide(actor, id, body.reason, changes.withdraw),
    }),
  ];
};
