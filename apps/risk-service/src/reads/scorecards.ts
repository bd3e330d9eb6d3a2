import type { Queries } from '@recoup/runtime/database/queries';
import { instant } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import type { Scorecard } from '../domain/score/scorecard.ts';

export const scorecardResource = z.looseObject({
  version: z.string(),
  inForce: z.boolean(),
  publishedBy: z.string(),
  publishedAt: instant,
});

export type PublishedScorecard = {
  readonly card: Scorecard;
  readonly inForce: boolean;
  readonly publishedBy: string;
  readonly publishedAt: string;
};

export const listScorecards = (database: Queries): Promise<readonly PublishedScorecard[]> =>
  database.query<PublishedScorecard>(sql`
    select card, in_force as "inForce", published_by as "publishedBy", published_at as "publishedAt"
      from scorecard order by published_at desc, version`);
