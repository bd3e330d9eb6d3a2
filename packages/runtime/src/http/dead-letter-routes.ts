import * as z from 'zod';
import type { ConsumerGroups } from '../consumer-groups.ts';
import type { Database } from '../database.ts';
import { type DeadLetter, findDeadLetter, listDeadLetters } from '../dead-letters.ts';
import { type Endpoint, endpoint, notFound, problem } from './endpoint.ts';

const access = { anyOf: ['OPERATOR'] };
const byId = z.strictObject({ id: z.uuid() });

const deadLetter = z.object({
  deadLetterId: z.uuid(),
  consumer: z.string(),
  topic: z.string(),
  partition: z.int(),
  position: z.string(),
  key: z.string(),
  headers: z.record(z.string(), z.string()),
  errorClass: z.string(),
  error: z.string(),
  attempts: z.int(),
  state: z.enum(['dead', 'replayed', 'discarded']),
  firstAt: z.string(),
  lastAt: z.string(),
  /** The original bytes in base64; null for a message without a value. */
  value: z.string().nullable(),
});

const toResource = (letter: DeadLetter) => ({ ...letter, value: letter.value?.toString('base64') ?? null });

/** What an operator does about messages that could not be taken in; every service has these routes. */
export const deadLetterRoutes = (database: Database, { replay }: ConsumerGroups): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/dead-letters',
    summary: 'Messages that could not be taken in, oldest first, at most 500',
    access,
    query: z.strictObject({ state: z.enum(['dead', 'replayed', 'discarded']).default('dead') }),
    answer: z.object({ items: z.array(deadLetter) }),
    handle: async ({ query }) => ({
      body: { items: (await listDeadLetters(database, query.state)).map(toResource) },
    }),
  }),
  endpoint({
    method: 'get',
    path: '/v1/dead-letters/{id}',
    summary: 'One of them with its original bytes',
    access,
    params: byId,
    answer: deadLetter,
    handle: async ({ params }) => {
      const letter = await findDeadLetter(database, params.id);
      return letter ? { body: toResource(letter) } : notFound('This dead letter');
    },
  }),
  endpoint({
    method: 'post',
    path: '/v1/dead-letters/{id}/replay',
    summary: 'Take it in once more, exactly as it came',
    access,
    params: byId,
    answer: deadLetter,
    handle: async ({ params, actor }) => {
      const letter = await findDeadLetter(database, params.id);
      if (!letter) return notFound('This dead letter');
      if (letter.state !== 'dead') return problem(409, 'ALREADY_RESOLVED', `It was ${letter.state} before`);
      const { error } = await replay(letter, actor.personId);
      if (error) return problem(409, 'STILL_FAILS', error);
      return { body: toResource({ ...letter, state: 'replayed' }) };
    },
  }),
];
