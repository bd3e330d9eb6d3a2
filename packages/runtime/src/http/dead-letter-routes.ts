import * as z from 'zod';
import type { Database } from '../database.ts';
import { findDeadLetter, listDeadLetters } from '../dead-letters.ts';
import type { ResolveDeadLetters } from '../resolve-dead-letters.ts';
import {
  byDeadLetter,
  listedDeadLetter,
  operators,
  rehearsal,
  toDeadLetterResource,
  wholeDeadLetter,
} from './dead-letter-resource.ts';
import { type Endpoint, endpoint, notFound } from './endpoint.ts';
import { resolveAloneRoutes } from './resolve-alone-routes.ts';
import { alreadyResolved } from './unresolved-dead-letter.ts';

/** What an operator does about messages that could not be taken in; every service has these routes. */
export const deadLetterRoutes = (database: Database, consumers: ResolveDeadLetters): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/dead-letters',
    summary: 'Messages that could not be taken in, without their bytes, oldest first, at most 500',
    access: operators,
    query: z.strictObject({ state: z.enum(['dead', 'replayed', 'discarded']).default('dead') }),
    answer: z.object({ items: z.array(listedDeadLetter) }),
    handle: async ({ query }) => ({ body: { items: await listDeadLetters(database, query.state) } }),
  }),
  endpoint({
    method: 'get',
    path: '/v1/dead-letters/{id}',
    summary: 'One of them with its original bytes',
    access: operators,
    params: byDeadLetter,
    answer: wholeDeadLetter,
    handle: async ({ params }) => {
      const letter = await findDeadLetter(database, params.id);
      return letter ? { body: toDeadLetterResource(letter) } : notFound('This dead letter');
    },
  }),
  endpoint({
    method: 'post',
    path: '/v1/dead-letters/{id}/replay/preview',
    summary: 'What would happen: take it in once more, exactly as it came',
    access: operators,
    changesNothing: true,
    params: byDeadLetter,
    answer: rehearsal,
    handle: async ({ params }) => {
      const letter = await findDeadLetter(database, params.id);
      if (!letter) return notFound('This dead letter');
      if (letter.state !== 'dead') return alreadyResolved(letter.state);
      return { body: await consumers.rehearse(letter) };
    },
  }),
  ...resolveAloneRoutes(database, consumers),
];
