import { newId } from '../process/ids.ts';
import { type ActingPerson, actingPerson } from './change-authority.ts';
import type { ChangeKindOf } from './change-kind.ts';
import { proposedEvent } from './change-request-events.ts';
import { type ChangeRequestParts, momentOf, type Outcome, textOf } from './change-request-parts.ts';
import { type ChangeRequest, insertRequest } from './change-request-rows.ts';
import { contentHashOf } from './content-hash.ts';
import { deadlinesOf, refuseProposal } from './decision.ts';

export type Proposing<Payload> = {
  readonly kind: ChangeKindOf<Payload>;
  readonly payload: Payload;
  readonly reason: string | null;
  readonly validFrom?: string | null;
  /** Who proposes it; null for the service itself, where its kind lets it. */
  readonly personId: string | null;
};

/** What a service proposes is another's to approve, whatever it touches. */
const theService = ({ service }: ChangeRequestParts): ActingPerson => {
  const personId = `service:${service}`;
  return {
    ref: { personId, name: service },
    decides: () => ({ personId, oneWith: [], entitled: true }),
  };
};

/** Keeps and publishes a proposal, in the transaction in which it is weighed and its author is looked up. */
export const propose = async <Payload>(
  parts: ChangeRequestParts,
  { kind, payload, personId, reason, validFrom = null }: Proposing<Payload>,
): Promise<Outcome> => {
  const moment = momentOf(parts);
  // What it touches is locked before the person who acts: whoever changes people locks them in this order.
  const weighed = await kind.weigh(payload, moment);
  if ('problem' in weighed) return { refusal: { reason: 'no-longer-possible', ...weighed } };
  const { before, scope, beneficiaries } = weighed;
  const person = personId === null ? theService(parts) : await actingPerson(parts, personId, moment);
  const why = textOf(reason);
  const { entitled } = person.decides(kind, scope);
  const refusal = refuseProposal({ entitled, needsReason: kind.needsReason, why, validFrom }, moment);
  if (refusal) return { refusal };
  const content = { kind: kind.kind, subject: kind.subjectOf(payload), payload, before, validFrom };
  const request: ChangeRequest = {
    ...content,
    changeRequestId: newId(),
    contentHash: contentHashOf(content),
    reason: why,
    scope: scope === 'everything' ? null : scope,
    beneficiaries,
    proposedBy: person.ref,
    proposedAt: moment.at,
    ...deadlinesOf(moment.at, kind, parts.coolingHours),
    state: 'PROPOSED',
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
  };
  const subjectKey = kind.subjectKeyOf(payload);
  if (!(await insertRequest(parts.database, request, subjectKey)))
    return { refusal: { reason: 'already-proposed' } };
  await parts.outbox.append([proposedEvent(request)]);
  return { request };
};
