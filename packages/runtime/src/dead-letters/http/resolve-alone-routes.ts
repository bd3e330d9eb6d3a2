import * as z from 'zod';
import { withExample } from '../../http/documentation/example.ts';
import { type Endpoint, endpoint, found, notFound } from '../../http/endpoint.ts';
import { aboutFields } from '../../http/input/about-fields.ts';
import type { DeadLetter } from '../dead-letters.ts';
import type { NotResolved, ResolveDeadLetters } from '../resolve.ts';
import {
  byDeadLetter,
  type DeadLetterViews,
  discardBody,
  operators,
  reasonField,
  replayExample,
  wholeDeadLetter,
} from './dead-letter-resource.ts';
import { alreadyResolved, fields, refusing, unresolved } from './unresolved-dead-letter.ts';

/** Where one operator replays or discards a dead letter without anybody else. */
export const resolveRoutes = (views: DeadLetterViews, consumers: ResolveDeadLetters): readonly Endpoint[] => {
  const act = async (id: string, work: (letter: DeadLetter) => Promise<NotResolved | undefined>) => {
    const known = await views.find(id);
    if (!known) return notFound('This dead letter');
    if (known.letter.state !== 'dead') return alreadyResolved(known.letter.state);
    const why = await work(known.letter);
    return why
      ? aboutFields(unresolved(why), fields)
      : found('This dead letter', (await views.find(id))?.resource);
  };
  const refuses = refusing(
    'already-resolved',
    'already-taken-in',
    'earlier-message-open',
    'sequence-required',
    'no-consumer',
  );
  return [
    endpoint({
      method: 'post',
      path: '/v1/dead-letters/{id}/replay',
      summary: 'Process the message once more, exactly as it was received',
      access: operators,
      refuses,
      params: byDeadLetter,
      body: withExample(
        z.strictObject({ reason: reasonField('Why it will succeed now').optional() }),
        replayExample,
      ),
      answer: wholeDeadLetter,
      handle: ({ params, body: { reason }, actor: { personId: operator } }) =>
        act(params.id, (letter) =>
          consumers.replay(letter, { operator, ...(reason === undefined ? {} : { reason }) }),
        ),
    }),
    endpoint({
      method: 'post',
      path: '/v1/dead-letters/{id}/discard',
      summary: 'Discard the message for good; events that waited for it follow',
      access: operators,
      refuses,
      params: byDeadLetter,
      body: discardBody,
      answer: wholeDeadLetter,
      handle: ({ params, body, actor }) =>
        act(params.id, (letter) => consumers.discard(letter, { ...body, operator: actor.personId })),
    }),
  ];
};
