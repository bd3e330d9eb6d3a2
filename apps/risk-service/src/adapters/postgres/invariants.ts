import type { Figure, Invariant } from '@recoup/runtime/invariants';
import { sql } from 'kysely';

/** What must hold about cases, by the numbers of the reliability guide. */
export const riskInvariants: readonly Invariant[] = [
  {
    id: 'I14-owner',
    sentence: 'every open case has an owner and a timer, and no invoice has two open cases',
    violations: sql`
      select case_no::text as what from risk_case
       where closed_at is null
         and (btrim(risk_owner_name) = '' or btrim(risk_owner_role) = '' or next_action_due_at is null)
      union all
      select invoice_id::text from risk_case where closed_at is null group by invoice_id having count(*) > 1`,
  },
  {
    id: 'I14-band',
    sentence: 'a case of an open invoice stands in the band of its score',
    violations: sql`
      select risk_case.case_no::text as what
        from risk_case join score on score.receivable_id = risk_case.invoice_id
       where risk_case.closed_at is null and risk_case.recovery_status = 'OPEN' and score.band <> risk_case.risk_band`,
  },
];

/** What the ledger must have counted too. */
export const riskFigures: readonly Figure[] = [
  { name: 'openReceivables', count: sql`select from receivable where open_item` },
];
