import * as z from 'zod';
import type { Database } from '../../database/database.ts';
import { withExample } from '../../http/documentation/example.ts';
import { instant, instantText } from '../../http/times.ts';
import { type DeadLetter, findDeadLetter, listDeadLetters } from '../dead-letters.ts';
import type { ResolutionRequest } from '../four-eyes.ts';
import { requestsAbout } from '../resolution-requests.ts';

/** How many persons it takes to resolve a dead letter of a service. */
export type ResolutionPolicy = 'one-operator' | 'four-eyes';

const resolutionRequest = z.object({
  requestId: z.uuid(),
  action: z.enum(['replay', 'discard']),
  sequence: z.int().nullable(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: instant,
  state: z.enum(['open', 'confirmed', 'withdrawn']),
  endedBy: z.string().nullable(),
  endedAt: instant.nullable(),
  endedReason: z.string().nullable(),
});

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
  firstAt: instant,
  lastAt: instant,
  resolvedBy: z.string().nullable(),
  resolvedAt: instant.nullable(),
  resolutionReason: z.string().nullable(),
  waiting: z.int().meta({
    description: 'How many later events of the same aggregate are parked until this dead letter is resolved',
  }),
  requests: z.array(resolutionRequest).meta({
    description:
      'Requests of operators where two people are needed, oldest first; an open one waits for a second person',
  }),
  bytes: z.int().meta({ description: 'Size of the message in bytes' }),
});

export const wholeDeadLetter = listedDeadLetter.extend({
  value: z
    .string()
    .nullable()
    .meta({ description: 'The original message in base64; null for a message without a value' }),
});

export type DeadLetterViews = {
  readonly list: (state: DeadLetter['state']) => Promise<readonly z.infer<typeof listedDeadLetter>[]>;
  readonly find: (
    id: string,
  ) => Promise<
    { readonly letter: DeadLetter; readonly resource: z.infer<typeof wholeDeadLetter> } | undefined
  >;
};

export const deadLetterViews = (database: Database, resolving: ResolutionPolicy): DeadLetterViews => {
  const requestsOf = async (ids: readonly string[]) => {
    const all = resolving === 'four-eyes' ? await requestsAbout(database, ids) : [];
    return (id: string) => all.filter(({ deadLetterId }) => deadLetterId === id).map(toRequestResource);
  };
  return {
    list: async (state) => {
      const letters = await listDeadLetters(database, state);
      const requests = await requestsOf(letters.map(({ deadLetterId }) => deadLetterId));
      return letters.map((letter) => ({
        ...letter,
        ...timesOf(letter),
        requests: requests(letter.deadLetterId),
      }));
    },
    find: async (id) => {
      const letter = await findDeadLetter(database, id);
      if (!letter) return undefined;
      const requests = await requestsOf([id]);
      const { value } = letter;
      return {
        letter,
        resource: {
          ...letter,
          ...timesOf(letter),
          requests: requests(id),
          bytes: value?.length ?? 0,
          value: value?.toString('base64') ?? null,
        },
      };
    },
  };
};

const timesOf = ({ firstAt, lastAt, resolvedAt }: Omit<DeadLetter, 'value'>) => ({
  firstAt: instantText(firstAt),
  lastAt: instantText(lastAt),
  resolvedAt: resolvedAt && instantText(resolvedAt),
});

const toRequestResource = ({ deadLetterId: _, ...request }: ResolutionRequest) => ({
  ...request,
  requestedAt: instantText(request.requestedAt),
  endedAt: request.endedAt && instantText(request.endedAt),
});

const reasonText = z.string().trim().min(1).max(2_000);
export const reasonField = (why: string) =>
  reasonText.meta({ description: `${why}; recorded with the person and the time` });

export const replayExample = { reason: 'The missing client has arrived' };
export const discardBody = withExample(
  z.strictObject({
    reason: reasonField('Why this message will never be processed'),
    sequence: z.int().positive().optional().meta({
      description:
        'Sequence number of an unreadable message in its aggregate, so that the events waiting behind it can follow',
    }),
  }),
  { reason: 'Sent by a test system' },
);

export const dryRun = z.object({
  outcome: z
    .enum(['applied', 'superseded', 'stale', 'ignored', 'parked', 'duplicate', 'discarded', 'fails'])
    .meta({ description: 'What would happen to the message' }),
  error: z.string().nullable().meta({ description: 'Why it, or an event that waits for it, would fail' }),
  followers: z
    .int()
    .meta({ description: 'How many of the events that wait for it would be processed with it' }),
});

export const byDeadLetter = z.strictObject({ id: z.uuid() });
/** Who resolves what could not be taken in; every service asks for this role (definition D3). */
export const operators = { anyOf: ['OPERATOR'] };
