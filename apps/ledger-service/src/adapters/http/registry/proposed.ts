import type { ChangeKindOf } from '@recoup/runtime/change-requests/change-kind';
import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import { changeProblem } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedOf } from '@recoup/runtime/change-requests/http/change-request-resource';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { aboutFields } from '@recoup/runtime/http/input/about-fields';
import { typedLines } from '@recoup/runtime/http/input/typed-text';
import type { Registry } from '../../../ports/registry.ts';

/** What the routes of something need that is listed, and that two persons decide. */
export type ProposalRoutes<Payload> = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly changes: ChangeRequests;
  readonly kind: ChangeKindOf<Payload>;
  readonly registry: Pick<Registry, 'entities'>;
};

export const reason = typedLines(4_000);

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
