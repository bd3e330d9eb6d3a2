import {
  ChangeRequestApprovedV1,
  ChangeRequestExpiredV1,
  ChangeRequestProposedV1,
  ChangeRequestRejectedV1,
  ChangeRequestWithdrawnV1,
} from '@recoup/contracts/change-request.v1';
import { type NewEvent, newEvent } from '../outbox/outbox.ts';
import type { ChangeRequest, Ending } from './change-request-rows.ts';

export const proposedEvent = (request: ChangeRequest): NewEvent =>
  newEvent(
    ChangeRequestProposedV1,
    request.changeRequestId,
    { ...described(request), expiresAt: request.expiresAt.toISOString() },
    1,
  );

/** What others are told of the end of a request. */
export const endedEvent = (request: ChangeRequest, { state, by, at, why }: Ending): NewEvent => {
  const { changeRequestId: id } = request;
  const decided = { ...described(request), decidedBy: by, decidedAt: at.toISOString() };
  switch (state) {
    case 'APPROVED': {
      const alone = by.personId === request.proposedBy.personId;
      return newEvent(ChangeRequestApprovedV1, id, { ...decided, alone }, 2);
    }
    case 'REJECTED':
      return newEvent(ChangeRequestRejectedV1, id, { ...decided, decisionReason: why ?? '' }, 2);
    case 'WITHDRAWN':
      return newEvent(ChangeRequestWithdrawnV1, id, { ...decided, decisionReason: why }, 2);
    case 'EXPIRED':
      return newEvent(ChangeRequestExpiredV1, id, { ...described(request), expiredAt: at.toISOString() }, 2);
  }
};

const described = (request: ChangeRequest) => ({
  changeRequestId: request.changeRequestId,
  kind: request.kind,
  subject: request.subject,
  contentHash: request.contentHash,
  reason: request.reason,
  validFrom: request.validFrom,
  proposedBy: request.proposedBy,
  proposedAt: request.proposedAt.toISOString(),
});
