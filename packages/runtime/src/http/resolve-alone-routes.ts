import type { Database } from '../database.ts';
import { type DeadLetter, findDeadLetter } from '../dead-letters.ts';
import type { NotResolved, ResolveDeadLetters } from '../resolve-dead-letters.ts';
import {
  byDeadLetter,
  discardOrder,
  operators,
  toDeadLetterResource,
  wholeDeadLetter,
} from './dead-letter-resource.ts';
import { type Endpoint, endpoint, notFound } from './endpoint.ts';
import { alreadyResolved, unresolved } from './unresolved-dead-letter.ts';

/** Where one operator replays or discards a dead letter without anybody else. */
export const resolveAloneRoutes = (
  database: Database,
  consumers: ResolveDeadLetters,
): readonly Endpoint[] => {
  const act = async (id: string, work: (letter: DeadLetter) => Promise<NotResolved | undefined>) => {
    const letter = await findDeadLetter(database, id);
    if (!letter) return notFound('This dead letter');
    if (letter.state !== 'dead') return alreadyResolved(letter.state);
    const why = await work(letter);
    if (why) return unresolved(why);
    return { body: toDeadLetterResource((await findDeadLetter(database, id)) ?? letter) };
  };
  return [
    endpoint({
      method: 'post',
      path: '/v1/dead-letters/{id}/replay',
      summary: 'Take it in once more, exactly as it came',
      access: operators,
      params: byDeadLetter,
      answer: wholeDeadLetter,
      handle: ({ params, actor }) =>
        act(params.id, (letter) => consumers.replay(letter, { operator: actor.personId })),
    }),
    endpoint({
      method: 'post',
      path: '/v1/dead-letters/{id}/discard',
      summary: 'Give it up for ever; events that waited for it follow',
      access: operators,
      params: byDeadLetter,
      body: discardOrder,
      answer: wholeDeadLetter,
      handle: ({ params, body, actor }) =>
        act(params.id, (letter) => consumers.discard(letter, { ...body, operator: actor.personId })),
    }),
  ];
};
