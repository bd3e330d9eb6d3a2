import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import { publishScorecard } from '../../../domain/score/publish-scorecard.ts';
import type { Scorecard } from '../../../domain/score/scorecard.ts';

/** Gives a new installation its first scorecard. A card that promises too much is never kept. */
export const ensureScorecard = async (database: Database, card: Scorecard): Promise<void> => {
  const proof = publishScorecard(card);
  if (!proof.ok) throw new Error(`the scorecard has flaws: ${JSON.stringify(proof.refusal.flaws)}`);
  await database.query(sql`
    insert into scorecard (version, card, published_by, in_force)
    select ${card.version}, ${JSON.stringify(card)}::jsonb, 'service:risk-service', true
     where not exists (select 1 from scorecard)
    on conflict do nothing`);
};
