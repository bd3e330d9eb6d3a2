import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';

/** Which receivables the risk side recommends for a write-off, and why (ruling 22). */
export const recommendations = (database: Database) => ({
  recommend: async (given: {
    readonly receivableId: string;
    readonly riskCaseId: string;
    readonly reason: string;
    readonly at: string;
  }): Promise<void> => {
    await database.query(sql`
      insert into write_off_recommendation (billing_item_detail_id, risk_case_id, reason, recommended_dt)
      values (${given.receivableId}, ${given.riskCaseId}, ${given.reason}, ${given.at})
      on conflict (billing_item_detail_id) do update set risk_case_id = excluded.risk_case_id,
        reason = excluded.reason, recommended_dt = excluded.recommended_dt`);
  },
  /** A case takes back its own recommendation, not a later case's. */
  withdraw: async (receivableId: string, riskCaseId: string): Promise<void> => {
    await database.query(sql`
      delete from write_off_recommendation
       where billing_item_detail_id = ${receivableId} and risk_case_id = ${riskCaseId}`);
  },
});
