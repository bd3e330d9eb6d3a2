import * as z from 'zod';
import { withExample } from '../../http/documentation/example.ts';
import { type Endpoint, endpoint, found, notFound } from '../../http/endpoint.ts';
import type { DeadLetter } from '../dead-letters.ts';
import type { ResolveWithFourEyes } from '../resolve-with-four-eyes.ts';
import {
  byDeadLetter,
  type DeadLetterViews,
  discardBody,
  operators,
  reasonField,
  replayExample,
  wholeDeadLetter,
} from './dead-letter-resource.ts';
import { alreadyResolved, type NotDone, refusing, unresolved } from './unresolved-dead-letter.ts';

const requestId = z.uuid().meta({ description: 'Id of the request that the caller saw' });
/** Stands for a request in examples. */
const aRequestId = '019d3f44-5eec-7a4d-901a-e5643e6f08e4';
const alike = {
  method: 'post',
  access: operators,
  params: byDeadLetter,
  answer: wholeDeadLetter,
} as const;
const unresolvable = refusing(
  'already-resolved',
  'already-taken-in',
  'earlier-message-open',
  'sequence-required',
  'no-consumer',
);

/** Where one operator asks for a replay or a discard, and another confirms it. */
export const fourEyesRoutes = (views: DeadLetterViews, two: ResolveWithFourEyes): readonly Endpoint[] => {
  const act = async (id: string, work: (letter: DeadLetter) => Promise<NotDone | undefined>) => {
    const known = await views.find(id);
    if (!known) return notFound('This dead letter');
    const why = await work(known.letter);
    if (why === 'already-resolved' && known.letter.state !== 'dead')
      return alreadyResolved(known.letter.state);
    return why ? unresolved(why) : found('This dead letter', (await views.find(id))?.resource);
  };
  return [
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/replay',
      refuses: refusing('already-resolved', 'already-requested'),
      summary: 'Request that the message be processed once more; another operator must confirm',
      status: 202,
      body: withExample(z.strictObject({ reason: reasonField('Why it will succeed now') }), replayExample),
      handle: ({ params, body: { reason }, actor: { personId: operator } }) =>
        act(params.id, (letter) =>
          two.request(letter, { action: 'replay', sequence: null, reason, operator }),
        ),
    }),
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/discard',
      refuses: refusing('already-resolved', 'already-requested', 'sequence-required'),
      summary: 'Request that the message be discarded for good; another operator must confirm',
      status: 202,
      body: discardBody,
      handle: ({ params, body: { reason, sequence = null }, actor: { personId: operator } }) =>
        act(params.id, (letter) => two.request(letter, { action: 'discard', sequence, reason, operator })),
    }),
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/confirmation',
      refuses: [...unresolvable, ...refusing('request-not-open', 'another-action-requested', 'own-request')],
      summary: 'Confirm and carry out the request of another operator; if that fails, the request stays open',
      body: withExample(
        z.strictObject({
          requestId,
          action: z
            .enum(['replay', 'discard'])
            .meta({ description: 'The action that the caller means to confirm' }),
        }),
        { requestId: aRequestId, action: 'discard' },
      ),
      handle: ({ params, body, actor }) =>
        act(params.id, (letter) => two.confirm(letter, { ...body, operator: actor.personId })),
    }),
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/withdrawal',
      refuses: refusing('request-not-open'),
      summary: 'Withdraw a request without carrying it out',
      body: withExample(
        z.strictObject({ requestId, reason: reasonField('Why the request is withdrawn').optional() }),
        { requestId: aRequestId, reason: 'The message can be processed after all' },
      ),
      handle: ({ params, body, actor }) =>
        act(params.id, (letter) =>
          two.withdraw(letter, {
            requestId: body.requestId,
            reason: body.reason ?? null,
            operator: actor.personId,
          }),
        ),
    }),
  ];
};
