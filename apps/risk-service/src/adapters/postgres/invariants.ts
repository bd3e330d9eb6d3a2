import type { ControlTotal, Invariant } from '@recoup/runtime/checks/invariants';
import { sql } from 'kysely';

/** What must hold about cases, by the numbers of the invariants in docs/rules.md. */
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
  {
    id: 'I24-sync',
    sentence: 'a finished run has all its shards done, and every run counts what its shards have found',
    violations: sql`
      select sync_id::text as what
        from sync left join sync_shard using (sync_id)
       where shards is not null
       group by sync_id
      having (finished_at is not null and count(shard_id) <> count(sync_shard.done_at))
          or shards <> count(shard_id)
          or (shards_done, sync.receivables_done, sync.scores_changed, sync.bands_changed, sync.cases_opened)
             is distinct from
             (count(sync_shard.done_at), coalesce(sum(sync_shard.receivables_done), 0),
              coalesce(sum(sync_shard.scores_changed), 0), coalesce(sum(sync_shard.bands_changed), 0),
              coalesce(sum(sync_shard.cases_opened), 0))`,
  },
];

/** What the ledger must have counted too. */
export const riskControlTotals: readonly ControlTotal[] = [
  { name: 'openReceivables', count: sql`select from receivable where open_item` },
];
