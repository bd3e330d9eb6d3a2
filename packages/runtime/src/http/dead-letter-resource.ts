import * as z from 'zod';
import type { DeadLetter } from '../dead-letters.ts';

export const listedDeadLetter = z.object({
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
  waiting: z
    .int()
    .meta({ description: 'How many later events of the same aggregate are parked until it is resolved' }),
  bytes: z.int().meta({ description: 'The size of its value' }),
});

export const wholeDeadLetter = listedDeadLetter.extend({
  value: z
    .string()
    .nullable()
    .meta({ description: 'The original bytes in base64; null for a message without a value' }),
});

export const toDeadLetterResource = (letter: DeadLetter) => ({
  ...letter,
  bytes: letter.value?.length ?? 0,
  value: letter.value?.toString('base64') ?? null,
});

const reasonText = z.string().trim().min(1).max(2_000);
const reasonToKeep = (why: string) =>
  reasonText.meta({ description: `${why}; kept with who and when` });

export const discardOrder = z.strictObject({
  reason: reasonToKeep('Why it will never be taken in'),
  sequence: z.int().positive().optional().meta({
    description:
      'The place in its aggregate that an unreadable message leaves empty, so that what waits behind it follows',
  }),
});

export const rehearsal = z.object({
  outcome: z
    .enum(['applied', 'superseded', 'stale', 'ignored', 'parked', 'duplicate', 'discarded', 'fails'])
    .meta({ description: 'What would become of it' }),
  error: z.string().nullable().meta({ description: 'Why it, or one that waits for it, would fail' }),
  followers: z.int().meta({ description: 'How many of those that wait for it would be taken in with it' }),
});

export const byDeadLetter = z.strictObject({ id: z.uuid() });
/** Who resolves what could not be taken in; every service asks for this role (05-line section 4). */
export const operators = { anyOf: ['OPERATOR'] };
