import * as z from 'zod';
import type { Queries } from '../database/queries.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { outboxBacklog } from '../outbox/backlog.ts';
import { type Checked, type ControlTotal, readControlTotals } from './invariants.ts';
import { countConsumed, countPublished, type Listener } from './message-counts.ts';

const eventsUnderWay = z.object({
  toPublish: z.int(),
  toConsume: z.int().nullable().describe('null while the bus cannot be asked'),
});

const checks = z.object({
  invariants: z.array(
    z.object({
      id: z.string(),
      sentence: z.string(),
      violations: z.int().nullable().describe('null when it could not be asked'),
      examples: z.array(z.string()),
    }),
  ),
  controlTotals: z
    .record(z.string(), z.int())
    .describe('figures to compare between services when no events are on their way'),
  underWay: eventsUnderWay.describe(
    'events that this service has yet to publish and to consume, counted before its control totals',
  ),
});

const messages = z.object({
  published: z
    .array(z.object({ topic: z.string(), committed: z.int(), published: z.int() }))
    .describe('published events of this service by topic'),
  consumed: z
    .array(
      z.object({
        consumer: z.string(),
        topic: z.string(),
        passed: z.int().describe('applied, ignored or skipped, in order'),
        parked: z.int(),
        dead: z.int(),
        discarded: z.int(),
      }),
    )
    .describe('what each consumer of this service accounts for on topics whose events have no gaps'),
});

const access = { anyOf: ['OPERATOR', 'AUDITOR'], everywhere: true } as const;

/** What must hold, asked now; every service has these routes. */
export const checkRoutes = (
  database: Queries,
  check: () => Promise<readonly Checked[]>,
  controlTotals: readonly ControlTotal[],
  listening: readonly Listener[],
  toConsume: () => Promise<number | undefined>,
): readonly Endpoint[] => {
  const underWay = async () => ({
    toPublish: await outboxBacklog(database),
    toConsume: (await toConsume()) ?? null,
  });
  return [
    endpoint({
      method: 'get',
      path: '/v1/checks',
      summary: 'Invariants of this service: how often each is violated now, with examples',
      access,
      answer: checks,
      handle: async () => {
        const waiting = await underWay();
        return {
          body: {
            invariants: (await check()).map(({ id, sentence, violations, examples }) => ({
              id,
              sentence,
              violations,
              examples,
            })),
            controlTotals: await readControlTotals(database, controlTotals),
            underWay: waiting,
          },
        };
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/checks/messages',
      summary:
        'How many events this service has published and consumed: what is published must be accounted for by each consumer',
      access,
      answer: messages,
      handle: async () => ({
        body: {
          published: await countPublished(database),
          consumed: await countConsumed(database, listening),
        },
      }),
    }),
    endpoint({
      method: 'get',
      path: '/v1/checks/under-way',
      summary: 'How many events this service has yet to publish and to consume',
      access: 'signed-in',
      answer: eventsUnderWay,
      handle: async () => ({ body: await underWay() }),
    }),
  ];
};
