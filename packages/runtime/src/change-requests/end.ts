import { endedEvent } from './change-request-events.ts';
import type { ChangeRequestParts, Outcome } from './change-request-parts.ts';
import { type ChangeRequest, type Ending, endRequest } from './change-request-rows.ts';

/** Ends a request and publishes that, in the transaction under way. */
export const end = async (
  { database, outbox }: ChangeRequestParts,
  request: ChangeRequest,
  ending: Ending,
): Promise<Outcome> => {
  await endRequest(database, request.changeRequestId, ending);
  await outbox.append([endedEvent(request, ending)]);
  const { state, by, at, why } = ending;
  return { request: { ...request, state, decidedBy: by, decidedAt: at, decisionReason: why } };
};
