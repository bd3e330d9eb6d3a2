import * as z from 'zod';
import type { Database } from '../database.ts';
import { type DeadLetter, findDeadLetter, listDeadLetters } from '../dead-letters.ts';
import type { NotDiscarded, ResolveDeadLetters } from '../resolve-dead-letters.ts';
import { type Endpoint, endpoint, notFound, problem } from './endpoint.ts';

const access = { anyOf: ['OPERATOR'] };
const byId = z.strictObject({ id: z.uuid() });

const listed = z.object({
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
  resolvedBy: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  resolutionReason: z.string().nullable(),
  bytes: z.int().meta({ description: 'The size of its value' }),
});
const deadLetter = listed.extend({
  value: z
    .string()
    .nullable()
    .meta({ description: 'The original bytes in base64; null for a message without a value' }),
});

const discardOrder = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .meta({ description: 'Why it will never be taken in; kept with who and when' }),
  sequence: z.int().positive().optional().meta({
    description:
      'The place in its aggregate that an unreadable message leaves empty, so that what waits behind it follows',
  }),
});

const notDiscarded: Readonly<Record<NotDiscarded, ReturnType<typeof problem>>> = {
  'already-resolved': problem(409, 'ALREADY_RESOLVED', 'Somebody has replayed or discarded it meanwhile'),
  'behind-another': problem(
    409,
    'BEHIND_ANOTHER',
    'An earlier message of the same key waits for an operator too; resolve that one first',
  ),
  'nobody-here': problem(
    409,
    'STILL_FAILS',
    'The consumer that kept it is not part of this service any more',
  ),
};

const toResource = (letter: DeadLetter) => ({
  ...letter,
  bytes: letter.value?.length ?? 0,
  value: letter.value?.toString('base64') ?? null,
});

/** What an operator does about messages that could not be taken in; every service has these routes. */
export const deadLetterRoutes = (database: Database, consumers: ResolveDeadLetters): readonly Endpoint[] => {
  const resolved = async (letter: DeadLetter) => ({
    body: toResource((await findDeadLetter(database, letter.deadLetterId)) ?? letter),
  });
  return [
    endpoint({
      method: 'get',
      path: '/v1/dead-letters',
      summary: 'Messages that could not be taken in, without their bytes, oldest first, at most 500',
      access,
      query: z.strictObject({ state: z.enum(['dead', 'replayed', 'discarded']).default('dead') }),
      answer: z.object({ items: z.array(listed) }),
      handle: async ({ query }) => ({ body: { items: await listDeadLetters(database, query.state) } }),
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
        const { error } = await consumers.replay(letter, actor.personId);
        if (error) return problem(409, 'STILL_FAILS', error);
        return resolved(letter);
      },
    }),
    endpoint({
      method: 'post',
      path: '/v1/dead-letters/{id}/discard',
      summary: 'Give it up for ever; events that waited for it follow',
      access,
      params: byId,
      body: discardOrder,
      answer: deadLetter,
      handle: async ({ params, body, actor }) => {
        const letter = await findDeadLetter(database, params.id);
        if (!letter) return notFound('This dead letter');
        if (letter.state !== 'dead') return problem(409, 'ALREADY_RESOLVED', `It was ${letter.state} before`);
        const refused = await consumers.discard(letter, { ...body, operator: actor.personId });
        return refused ? notDiscarded[refused] : resolved(letter);
      },
    }),
  ];
};
