import * as z from 'zod';
import type { ChangeRequests } from '../../change-requests/change-requests.ts';
import {
  changeProblem,
  refusing as refusingChange,
} from '../../change-requests/http/change-request-problem.ts';
import { withExample } from '../../http/documentation/example.ts';
import { type Endpoint, endpoint, found } from '../../http/endpoint.ts';
import { aboutFields } from '../../http/input/about-fields.ts';
import type { deadLetterKind } from './dead-letter-kind.ts';
import {
  byDeadLetter,
  type DeadLetterViews,
  discardBody,
  operators,
  type Resolving,
  reasonField,
  replayExample,
  wholeDeadLetter,
} from './dead-letter-resource.ts';
import { fields, refusing } from './unresolved-dead-letter.ts';

const alike = {
  method: 'post',
  access: operators,
  params: byDeadLetter,
  answer: wholeDeadLetter,
  status: 202,
} as const;
const unproposable = [
  ...refusing('already-resolved', 'sequence-required'),
  ...refusingChange('already-proposed', 'role-missing'),
];

/** Where one operator proposes a replay or a discard; another decides it as a change request. */
export const fourEyesRoutes = (
  views: DeadLetterViews,
  changes: ChangeRequests,
  kind: ReturnType<typeof deadLetterKind>,
): readonly Endpoint[] => {
  const propose = async (payload: Resolving, reason: string, personId: string) => {
    const outcome = await changes.propose({ kind, payload, reason, personId });
    if ('refusal' in outcome) return aboutFields(changeProblem(outcome.refusal), fields);
    return found('This dead letter', (await views.find(payload.deadLetterId))?.resource, { status: 202 });
  };
  return [
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/replay',
      refuses: unproposable,
      summary: 'Propose that the message be processed once more; another operator must approve',
      body: withExample(z.strictObject({ reason: reasonField('Why it will succeed now') }), replayExample),
      handle: ({ params: { id }, body: { reason }, actor }) =>
        propose({ deadLetterId: id, action: 'replay', sequence: null }, reason, actor.personId),
    }),
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/discard',
      refuses: unproposable,
      summary: 'Propose that the message be discarded for good; another operator must approve',
      body: discardBody,
      handle: ({ params: { id }, body: { reason, sequence = null }, actor }) =>
        propose({ deadLetterId: id, action: 'discard', sequence }, reason, actor.personId),
    }),
  ];
};
