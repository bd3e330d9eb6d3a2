import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Rescored } from '../../../domain/case/rescore.ts';
import { scoreBasisPoints } from '../../../domain/score/score.ts';

/** Writes the rows that changed; history only where band, points or card did (definition D8). */
export const saveScores = async (
  database: Database,
  changed: readonly Rescored[],
  at: Date,
): Promise<void> => {
  if (changed.length === 0) return;
  const column = <T>(read: (one: Rescored) => T): readonly T[] => changed.map(read);
  await database.query(sql`
    insert into score (receivable_id, account_id, score_bp, band, card_version, since, owner_person_id, owner_role,
                       owner_name, reminder_due_at)
    select * from unnest(
      ${column(({ item }) => item.invoice.receivableId)}::uuid[],
      ${column(({ item }) => item.invoice.accountId)}::uuid[],
      ${column(({ item }) => scoreBasisPoints(item.score))}::int[],
      ${column(({ item }) => item.score.band)}::text[],
      ${column(({ item }) => item.score.cardVersion)}::text[],
      ${column(({ item }) => item.score.asOf)}::date[],
      ${column(({ reminder }) => reminder?.owner.personId ?? null)}::uuid[],
      ${column(({ reminder }) => reminder?.owner.role ?? null)}::text[],
      ${column(({ reminder }) => reminder?.owner.name ?? null)}::text[],
      ${column(({ reminder }) => reminder?.dueAt.toISOString() ?? null)}::timestamptz[])
    on conflict (receivable_id) do update set
       account_id = excluded.account_id, score_bp = excluded.score_bp, band = excluded.band,
       card_version = excluded.card_version,
       since = case when (score.score_bp, score.band, score.card_version)
                         is distinct from (excluded.score_bp, excluded.band, excluded.card_version)
                    then excluded.since else score.since end,
       owner_person_id = excluded.owner_person_id, owner_role = excluded.owner_role,
       owner_name = excluded.owner_name, reminder_due_at = excluded.reminder_due_at`);

  const scored = changed.filter(({ row }) => row === 'scored').map(({ item }) => item);
  await database.query(sql`
    insert into score_history (receivable_id, as_of, score_bp, band, card_version, reasons, recorded_at)
    select receivable_id, as_of, score_bp, band, card_version, reasons, ${at.toISOString()}::timestamptz
      from unnest(
        ${scored.map(({ invoice }) => invoice.receivableId)}::uuid[],
        ${scored.map(({ score }) => score.asOf)}::date[],
        ${scored.map(({ score }) => scoreBasisPoints(score))}::int[],
        ${scored.map(({ score }) => score.band)}::text[],
        ${scored.map(({ score }) => score.cardVersion)}::text[],
        ${scored.map(({ score }) => JSON.stringify(score.reasons))}::jsonb[])
        as fresh (receivable_id, as_of, score_bp, band, card_version, reasons)`);
};

/** A receivable that is no longer open is no longer scored; its history stays. */
export const dropScores = async (database: Database, receivables: readonly string[]): Promise<void> => {
  if (receivables.length === 0) return;
  await database.query(sql`delete from score where receivable_id = any (${receivables}::uuid[])`);
};
