import * as z from 'zod';
import type { Database } from '../database.ts';
import { checkInvariants, type Figure, type Invariant, readFigures } from '../invariants.ts';
import { outboxBacklog } from '../outbox-backlog.ts';
import { type Endpoint, endpoint } from './endpoint.ts';

const checks = z.object({
  invariants: z.array(
    z.object({ id: z.string(), sentence: z.string(), violations: z.int(), examples: z.array(z.string()) }),
  ),
  figures: z
    .record(z.string(), z.int())
    .describe('numbers to compare between services when nothing is under way'),
  underWay: z
    .object({ toPublish: z.int(), toHear: z.int().nullable().describe('null while the bus does not say') })
    .describe('events that this service has still to publish and to take in, counted before its figures'),
});

/** What must hold, asked now; every service has this route. */
export const checkRoutes = (
  database: Database,
  invariants: readonly Invariant[],
  figures: readonly Figure[],
  toHear: () => Promise<number | undefined>,
): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/checks',
    summary: 'Invariants of this service: how often each is broken at this moment, with examples',
    access: { anyOf: ['OPERATOR', 'AUDITOR'] },
    answer: checks,
    handle: async () => {
      const underWay = { toPublish: await outboxBacklog(database), toHear: (await toHear()) ?? null };
      return {
        body: {
          invariants: [...(await checkInvariants(database, invariants))],
          figures: await readFigures(database, figures),
          underWay,
        },
      };
    },
  }),
];
