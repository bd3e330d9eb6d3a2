import * as z from 'zod';
import type { ChangeRequest } from '../../change-requests/change-request-rows.ts';
import { changeRequestsAbout } from '../../change-requests/change-request-views.ts';
import { listedChangeRequest, listedOf } from '../../change-requests/http/change-request-resource.ts';
import type { Database } from '../../database/database.ts';
import { withExample } from '../../http/documentation/example.ts';
import { typedLines } from '../../http/input/typed-text.ts';
import type { Page, PageAsked } from '../../http/lists/list.ts';
import { instant, instantText } from '../../http/times.ts';
import { type DeadLetter, deadLetterStates, findDeadLetter } from '../dead-letters.ts';
import { listDeadLetters } from './dead-letter-list.ts';

/** How many persons it takes to resolve a dead letter of a service. */
export type ResolutionPolicy = 'one-operator' | 'four-eyes';

/** What an operator wants to become of a dead letter. */
export type Resolving = {
  readonly deadLetterId: string;
  readonly action: 'replay' | 'discard';
  /** The sequence that a message to be discarded leaves empty, where the message does not say it itself. */
  readonly sequence: number | null;
};
/** The kind of change request by which two persons resolve one. */
export const deadLetterKindName = 'DEAD_LETTER';

const resolutionRequest = listedChangeRequest
  .pick({
    ...{ changeRequestId: true, state: true, reason: true, proposedBy: true, proposedAt: true },
    ...{ expiresAt: true, decidedBy: true, decidedAt: true, decisionReason: true },
  })
  .extend({ action: z.enum(['replay', 'discard']), sequence: z.int().nullable() });

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
  state: z.enum(deadLetterStates),
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
      'Change requests about it where two people are needed, oldest first; a proposed one waits for a second person',
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
  readonly list: (asked: PageAsked) => Promise<Page<z.infer<typeof listedDeadLetter>>>;
  readonly find: (
    id: string,
  ) => Promise<
    { readonly letter: DeadLetter; readonly resource: z.infer<typeof wholeDeadLetter> } | undefined
  >;
};

export const deadLetterViews = (database: Database, resolving: ResolutionPolicy): DeadLetterViews => {
  const requestsOf = async (ids: readonly string[]) => {
    const all = resolving === 'four-eyes' ? await changeRequestsAbout(database, deadLetterKindName, ids) : [];
    return (id: string) => all.filter(({ subject }) => subject === id).map(toRequestResource);
  };
  return {
    list: async (asked) => {
      const { items, page } = await listDeadLetters(database, asked);
      const requests = await requestsOf(items.map(({ deadLetterId }) => deadLetterId));
      return {
        items: items.map((letter) => ({
          ...letter,
          ...timesOf(letter),
          requests: requests(letter.deadLetterId),
        })),
        page,
      };
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

const toRequestResource = (request: ChangeRequest) => {
  // Kept so by the kind of its name alone.
  const { action, sequence } = request.payload as Pick<Resolving, 'action' | 'sequence'>;
  const { changeRequestId, state, reason, proposedBy, proposedAt, expiresAt, ...rest } = listedOf(request);
  const { decidedBy, decidedAt, decisionReason } = rest;
  return {
    ...{ changeRequestId, action, sequence, state, reason, proposedBy, proposedAt, expiresAt },
    ...{ decidedBy, decidedAt, decisionReason },
  };
};

export const reasonField = (why: string) =>
  typedLines(2_000).meta({ description: `${why}; recorded with the person and the time` });

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
export const operators = { anyOf: ['OPERATOR'] } as const;
