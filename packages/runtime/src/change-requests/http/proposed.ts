import { aboutFields } from '../../http/input/about-fields.ts';
import type { ChangeRequests } from '../change-requests.ts';
import { changeProblem } from './change-request-problem.ts';
import { listedOf } from './change-request-resource.ts';

/** The answer to a proposal: the change request that waits for another person, or why there is none, and which field that is about. */
export const proposed = (
  outcome: Awaited<ReturnType<ChangeRequests['propose']>>,
  fields: Readonly<Record<string, string>> = {},
) => {
  if ('refusal' in outcome) return aboutFields(changeProblem(outcome.refusal), fields);
  const { changeRequestId } = outcome.request;
  return {
    status: 201 as const,
    body: listedOf(outcome.request),
    headers: { location: `/v1/change-requests/${changeRequestId}` },
  };
};
