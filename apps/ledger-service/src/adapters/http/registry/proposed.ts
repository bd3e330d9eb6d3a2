import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import { changeProblem } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedOf } from '@recoup/runtime/change-requests/http/change-request-resource';

/** The answer to a proposal: the change request that waits for another person, or why there is none. */
export const proposed = (outcome: Awaited<ReturnType<ChangeRequests['propose']>>) => {
  if ('refusal' in outcome) return changeProblem(outcome.refusal);
  const { changeRequestId } = outcome.request;
  return {
    status: 201 as const,
    body: listedOf(outcome.request),
    headers: { location: `/v1/change-requests/${changeRequestId}` },
  };
};
