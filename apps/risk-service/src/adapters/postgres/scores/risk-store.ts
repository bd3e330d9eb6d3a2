import { money } from '@recoup/domain/money';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { PersonId } from '../../../domain/case/owner-router.ts';
import type { Reminder } from '../../../domain/case/reminder.ts';
import { isTouched, type KnownItem, type KnownScore } from '../../../domain/case/rescore.ts';
import { emptyProfile } from '../../../domain/score/account-profile.ts';
import type { Band } from '../../../domain/score/band.ts';
import type { Scorecard } from '../../../domain/score/scorecard.ts';
import type { RiskStore, Selection } from '../../../ports/risk-store.ts';
import { asLastKnown, type CaseRow, promisesOf, toCase } from '../../../rows/case-rows.ts';
import { type InvoiceRow, invoiceColumns, noPromises, toInvoice } from '../../../rows/invoice-rows.ts';
import { readProfiles } from '../../../rows/read-account-profiles.ts';
import { lockAccounts } from '../account-lock.ts';
import { saveCases } from '../cases/case-store.ts';
import { dropScores, saveScores } from './score-rows.ts';

/** Scores and cases in PostgreSQL: a fixed number of statements for a batch of any size. */
export const postgresRiskStore = (database: Database, outbox: Outbox): RiskStore => ({
  transaction: database.transaction,
  lockAccounts: (accounts) => lockAccounts(database, accounts),

  load: async (selection, asOf) => {
    const rows = await readItems(database, selection);
    if (rows.length === 0) return [];
    const cases = await database.query<CaseRow>(sql`
      select * from risk_case
       where invoice_id = any (${rows.map((row) => row.receivable_id)}::uuid[]) and closed_at is null
       order by risk_case_id for update`);
    const caseOf = new Map(cases.map((row) => [row.invoice_id, row]));
    const profiles = await readProfiles(database, [...new Set(rows.map((row) => row.account_id))], asOf);
    return rows.map((row): KnownItem => {
      const caseRow = caseOf.get(row.receivable_id);
      const invoice = toInvoice(row, caseRow ? promisesOf(caseRow) : noPromises);
      return {
        invoice,
        profile: profiles.get(row.account_id) ?? emptyProfile,
        accounting: accountingOf(row),
        known: knownOf(row),
        riskCase: caseRow ? toCase(caseRow, asLastKnown(caseRow, invoice)) : null,
        writeOffKnown: row.write_off_known,
      };
    });
  },

  save: async (rescored, at) => {
    const [first] = rescored;
    if (!first) return;
    const changes = rescored.flatMap(({ item, change }) =>
      change && isTouched(item.riskCase, change) ? [change] : [],
    );
    // Cases before scores: the database refuses a score above low that has no case.
    await saveCases(database, outbox, changes, first.item.score.asOf, at);
    await saveScores(
      database,
      rescored.filter(({ row }) => row === 'scored' || row === 'moved'),
      at,
    );
    await dropScores(
      database,
      rescored.filter(({ row }) => row === 'dropped').map(({ item }) => item.invoice.receivableId),
    );
  },

  scorecard: async () => {
    const [row] = await database.query<{ card: Scorecard }>(sql`select card from scorecard where in_force`);
    if (!row) throw new Error('no scorecard is in force');
    return row.card;
  },

  caseNumbers: async (count) => {
    if (count === 0) return [];
    const rows = await database.query<{ case_no: string }>(sql`
      select nextval('risk_case_no') as case_no from generate_series(1, ${count}::int)`);
    return rows.map((row) => BigInt(row.case_no));
  },
});

type ItemRow = InvoiceRow & {
  readonly open_item: boolean;
  readonly write_off_status: string | null;
  readonly packet_id: string | null;
  readonly written_off_minor: string | null;
  readonly write_off_known: boolean;
  readonly score_bp: number | null;
  readonly band: Band | null;
  readonly card_version: string | null;
  readonly owner_person_id: PersonId | null;
  readonly owner_role: string | null;
  readonly owner_name: string | null;
  readonly reminder_due_at: string | null;
};

const readItems = (database: Database, selection: Selection): Promise<ItemRow[]> =>
  database.query<ItemRow>(sql`
    select ${invoiceColumns}, open_item, write_off_status, packet_id, written_off_minor,
           write_off_status is not distinct from 'WRITTEN_OFF' and exists (
             select 1 from risk_case
              where invoice_id = receivable.receivable_id and writeoff_packet_id is not distinct from receivable.packet_id
                and writeoff_amount_minor is not null) as write_off_known,
           score_bp, band, card_version, owner_person_id, owner_role, owner_name, reminder_due_at
      from receivable
      left join score on score.receivable_id = receivable.receivable_id
     where ${
       selection.receivables
         ? sql`receivable.receivable_id = any (${selection.receivables}::uuid[])`
         : sql`receivable.account_id = any (${selection.accounts}::uuid[])
               and (open_item or score.receivable_id is not null or exists (
                     select 1 from risk_case
                      where invoice_id = receivable.receivable_id and closed_at is null))`
     }
     order by receivable.account_id, receivable.receivable_id`);

/** An item that closed under a write-off status that is not known here brought no cash, so its case stays until one is. */
const accountingOf = (row: ItemRow): KnownItem['accounting'] => {
  if (row.write_off_status === 'WRITTEN_OFF') {
    const amount = money(BigInt(row.written_off_minor ?? '0'), row.currency);
    return { state: 'written-off', packetId: row.packet_id, amount };
  }
  const isKnown = row.write_off_status === null || row.write_off_status === 'RECOVERED';
  return { state: row.open_item || !isKnown ? 'open' : 'settled' };
};

const knownOf = (row: ItemRow): KnownScore | null =>
  row.score_bp === null || row.band === null || row.card_version === null
    ? null
    : {
        points: row.score_bp / 100,
        band: row.band,
        cardVersion: row.card_version,
        reminder: reminderOf(row),
      };

const reminderOf = (row: ItemRow): Reminder | null =>
  row.reminder_due_at === null || row.owner_role === null || row.owner_name === null
    ? null
    : {
        owner: { personId: row.owner_person_id, role: row.owner_role, name: row.owner_name },
        dueAt: new Date(row.reminder_due_at),
      };
