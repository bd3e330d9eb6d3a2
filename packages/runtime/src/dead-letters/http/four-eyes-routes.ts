import * as z from 'zod';
import { type Endpoint, endpoint, found, notFound } from '../../http/endpoint.ts';
import type { DeadLetter } from '../dead-letters.ts';
import type { ResolveWithFourEyes } from '../four-eyes.ts';
import {
  byDeadLetter,
  type DeadLetterViews,
  discardBody,
  operators,
  reasonField,
  wholeDeadLetter,
} from './dead-letter-resource.ts';
import { alreadyResolved, type NotDone, unresolved } from './unresolved-dead-letter.ts';

const requestId = z.uuid().meta({ description: 'The request that the caller has seen' });
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
      summary: 'Ask that it be taken in once more; another operator confirms it',
      status: 202,
      body: z.strictObject({ reason: reasonField('Why it will be taken in now') }),
      handle: ({ params, body: { reason }, actor: { personId: operator } }) =>
        act(params.id, (letter) =>
          two.request(letter, { action: 'replay', sequence: null, reason, operator }),
        ),
    }),
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/discard',
      summary: 'Ask that it be given up for ever; another operator confirms it',
      status: 202,
      body: discardBody,
      handle: ({ params, body: { reason, sequence = null }, actor: { personId: operator } }) =>
        act(params.id, (letter) => two.request(letter, { action: 'discard', sequence, reason, operator })),
    }),
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/confirmation',
      summary: 'Carry out what another operator has asked for; while it fails the request stays open',
      body: z.strictObject({
        requestId,
        action: z.enum(['replay', 'discard']).meta({ description: 'What the caller means to confirm' }),
      }),
      handle: ({ params, body, actor }) =>
        act(params.id, (letter) => two.confirm(letter, { ...body, operator: actor.personId })),
    }),
    endpoint({
      ...alike,
      path: '/v1/dead-letters/{id}/withdrawal',
      summary: 'End a request without doing what it asks for',
      body: z.strictObject({ requestId, reason: reasonField('Why it is not done').optional() }),
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
