import { band } from '@recoup/contracts/risk-case.v1';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import { signalsOf } from '../../domain/score/invoice.ts';
import { score } from '../../domain/score/score.ts';
import type { Scorecard } from '../../domain/score/scorecard.ts';
import { overdueDays } from '../../domain/score/signals.ts';
import type { RiskReads } from '../../ports/risk-reads.ts';

export type PublishedScorecard = {
  readonly card: Scorecard;
  readonly inForce: boolean;
  readonly publishedBy: string;
  readonly publishedAt: string;
};

export const scoreRoutes = (
  reads: RiskReads,
  scorecards: () => Promise<readonly PublishedScorecard[]>,
  today: () => CalendarDate,
): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/scores/{receivableId}',
    summary: 'The score of one open receivable with every reason, as of today, and how it came to be',
    access: 'signed-in',
    params: z.object({ receivableId: z.uuid() }),
    answer: z.object({
      receivableId: z.uuid(),
      asOf: z.iso.date(),
      overdueDays: z.int(),
      score: z.int(),
      band,
      cardVersion: z.string(),
      since: z.iso.date(),
      reasons: z.array(
        z.object({
          signal: z.string(),
          unit: z.string(),
          value: z.int().nullable(),
          points: z.int(),
          threshold: z.int().nullable(),
        }),
      ),
      bandReasons: z.array(z.object({ rule: z.string(), band })),
      reminder: z
        .object({
          ownerName: z.string(),
          ownerRole: z.string(),
          ownerPersonId: z.uuid().nullable(),
          dueAt: z.iso.datetime(),
        })
        .nullable(),
      history: z.array(z.object({ asOf: z.iso.date(), score: z.int(), band, cardVersion: z.string() })),
    }),
    handle: async ({ params, actor }) => {
      const asOf = today();
      const view = await reads.findScore(params.receivableId, asOf, actor.grants);
      const inForce = (await scorecards()).find((one) => one.inForce);
      if (!(view?.stored && inForce)) return notFound('The score of this receivable');
      const { invoice, profile, stored, history } = view;
      const now = score(signalsOf(invoice, profile, asOf), inForce.card, asOf);
      return {
        body: {
          receivableId: invoice.receivableId,
          asOf,
          overdueDays: overdueDays(invoice, asOf),
          score: now.points,
          band: now.band,
          cardVersion: now.cardVersion,
          since: stored.since,
          reasons: now.reasons,
          bandReasons: now.bandReasons,
          reminder:
            stored.owner && stored.reminderDueAt
              ? {
                  ownerName: stored.owner.name,
                  ownerRole: stored.owner.role,
                  ownerPersonId: stored.owner.personId,
                  dueAt: stored.reminderDueAt.toISOString(),
                }
              : null,
          history: history.map(({ points, ...one }) => ({ ...one, score: points })),
        },
      };
    },
  }),

  endpoint({
    method: 'get',
    path: '/v1/scorecards',
    summary: 'Every published scorecard, the one in force among them',
    access: 'signed-in',
    answer: z.object({ items: z.array(z.looseObject({ version: z.string(), inForce: z.boolean() })) }),
    handle: async () => ({
      body: {
        items: (await scorecards()).map(({ card, inForce, publishedBy, publishedAt }) => ({
          ...card,
          inForce,
          publishedBy,
          publishedAt: new Date(publishedAt).toISOString(),
        })),
      },
    }),
  }),
];
