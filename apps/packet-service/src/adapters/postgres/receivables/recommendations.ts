import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Recommendations } from '../../../ports/recommendations.ts';

export const postgresRecommendations = (database: Database): Recommendations => ({
  recommend: async (given) => {
    await database.query(sql`
      insert into write_off_recommendation (billing_item_detail_id, risk_case_id, reason, recommended_dt)
      values (${given.receivableId}, ${given.riskCaseId}, ${given.reason}, ${given.at})
      on conflict (billing_item_detail_id) do update set risk_case_id = excluded.risk_case_id,
        reason = excluded.reason, recommended_dt = excluded.recommended_dt`);
  },
  withdraw: async (receivableId, riskCaseId) => {
    await database.query(sql`
      delete from write_off_recommendation
       where billing_item_detail_id = ${receivableId} and risk_case_id = ${riskCaseId}`);
  },
});
