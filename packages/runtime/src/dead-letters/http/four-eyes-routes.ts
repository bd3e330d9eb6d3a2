import * as z from 'zod';
import { type Endpoint, endpoint, found, notFound } from '../../http/endpoint.ts';
import type { DeadLetter } from '../dead-letters.ts';
import type { ResolveWithFourEyes } from '../resolve-with-four-eyes.ts';
import {
  byDeadLetter,
  type DeadLetterViews,
  discardBody,
  operators,
  reasonField,
  wholeDeadLetter,
} from './dead-letter-resource.ts';
import { alreadyResolved, type NotDone, unresolved } from './unresolved-dead-letter.ts';

const requestId = z.uuid().meta({ description: 'Id of the request that the caller saw' });
const alike = {
  method: 'post',
  access: operators,
  params: byDeadLetter,
  answer: wholeDeadLetter,
} as const;

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
      summary: 'Request that the message be processed once more; another operator must confirm',
      status: 202,
      body: z.strictObject({ reason: reasonField('Why it will succeed now') }),
      handle: ({ params, body: { reason }, actor: { personId: operator } }) =>
        act(params.id, (letter) =>
          two.request(letter, { action: 'replay', sequence: null, reason, operator }),
        ),
    }),
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/discard',
      summary: 'Request that the message be discarded for good; another operator must confirm',
      status: 202,
      body: discardBody,
      handle: ({ params, body: { reason, sequence = null }, actor: { personId: operator } }) =>
        act(params.id, (letter) => two.request(letter, { action: 'discard', sequence, reason, operator })),
    }),
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/confirmation',
      summary: 'Confirm and carry out the request of another operator; if that fails, the request stays open',
      body: z.strictObject({
        requestId,
        action: z
          .enum(['replay', 'discard'])
          .meta({ description: 'The action that the caller means to confirm' }),
      }),
      handle: ({ params, body, actor }) =>
        act(params.id, (letter) => two.confirm(letter, { ...body, operator: actor.personId })),
    }),
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/withdrawal',
      summary: 'Withdraw a request without carrying it out',
      body: z.strictObject({ requestId, reason: reasonField('Why the request is withdrawn').optional() }),
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
