import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import { instantText } from '@recoup/runtime/http/times';
import * as z from 'zod';
import { listScorecards, scorecardResource } from '../../reads/scorecards.ts';
import { findScore, scoreResource } from '../../reads/scores.ts';

export const scoreRoutes = (database: Queries, today: () => CalendarDate): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/scores/{receivableId}',
    summary: 'The score of one open receivable with every reason, as of today, and how it came to be',
    access: 'signed-in',
    params: z.object({ receivableId: z.uuid() }),
    answer: scoreResource,
    handle: async ({ params, actor }) =>
      found(
        'The score of this receivable',
        await findScore(database, actor.grants, params.receivableId, today()),
      ),
  }),

  endpoint({
    method: 'get',
    path: '/v1/scorecards',
    summary: 'Every published scorecard, including the one in force',
    access: 'signed-in',
    answer: z.object({ items: z.array(scorecardResource) }),
    handle: async () => ({
      body: {
        items: (await listScorecards(database)).map(({ card, inForce, publishedBy, publishedAt }) => ({
          ...card,
          inForce,
          publishedBy,
          publishedAt: instantText(publishedAt),
        })),
      },
    }),
  }),
];
