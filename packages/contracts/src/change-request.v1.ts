import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { personRef } from './values.ts';

/** What a change request is, in all its events. What it would change is shown by the service that keeps it. */
const changeRequest = z.object({
  changeRequestId: z.uuid(),
  /** What kind of thing is decided, for example `PEOPLE`; kinds grow. */
  kind: z.string(),
  /** What it is about, where only one request about it may be open. */
  subject: z.string().nullable(),
  /** SHA-256 in hex over the canonical JSON (RFC 8785) of kind, subject, payload, before and validFrom, in an object of these names. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  reason: z.string().nullable(),
  /** The business date from which the change would hold; null where it holds at once. */
  validFrom: z.iso.date().nullable(),
  /** A person, or the service that proposes what its seed asks for. */
  proposedBy: z.object({ personId: z.string(), name: z.string() }),
  proposedAt: z.iso.datetime(),
});

const decision = changeRequest.extend({ decidedBy: personRef, decidedAt: z.iso.datetime() });

/** A person proposed a change that another must decide. */
export const ChangeRequestProposedV1 = contract(
  'recoup.change-request.proposed.v1',
  topics.changeRequests,
  changeRequest.extend({ expiresAt: z.iso.datetime() }),
);
/** The change was approved and made in the same transaction. */
export const ChangeRequestApprovedV1 = contract(
  'recoup.change-request.approved.v1',
  topics.changeRequests,
  decision.extend({
    /** Whether whoever proposed it approved it too, after the cooling time of an installation that one person runs. */
    alone: z.boolean(),
  }),
);
/** Another person turned the change down; nothing changed. */
export const ChangeRequestRejectedV1 = contract(
  'recoup.change-request.rejected.v1',
  topics.changeRequests,
  decision.extend({ decisionReason: z.string() }),
);
/** Whoever proposed the change took it back; nothing changed. */
export const ChangeRequestWithdrawnV1 = contract(
  'recoup.change-request.withdrawn.v1',
  topics.changeRequests,
  decision.extend({ decisionReason: z.string().nullable() }),
);
/** Nobody decided the change in time; nothing changed. */
export const ChangeRequestExpiredV1 = contract(
  'recoup.change-request.expired.v1',
  topics.changeRequests,
  changeRequest.extend({ expiredAt: z.iso.datetime() }),
);
