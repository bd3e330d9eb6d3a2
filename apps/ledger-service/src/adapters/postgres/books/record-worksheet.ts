import type { Queries } from '@recoup/runtime/database/queries';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';

/** Writes a worksheet of a receipt, approved as it is made: the packet's approvals are its own. Answers its id. */
export const recordWorksheet = async (
  database: Queries,
  worksheet: {
    readonly cashReceiptId: string;
    readonly postingEventId: string;
    readonly reversesWorksheetId: string | null;
    readonly at: string;
    readonly reason: string;
  },
): Promise<string> => {
  const worksheetId = newId();
  const { cashReceiptId, postingEventId, reversesWorksheetId, at, reason } = worksheet;
  const { actor } = currentCause();
  const kind = reversesWorksheetId === null ? 'APPLICATION' : 'REVERSAL';
  await database.query(sql`
    insert into cash_receipt_worksheet
      (worksheet_id, cash_receipt_id, kind, reverses_worksheet_id, posting_event_id, created_at, created_by)
    values (${worksheetId}, ${cashReceiptId}, ${kind}, ${reversesWorksheetId}, ${postingEventId}, ${at}, ${actor})`);
  await database.query(sql`
    insert into worksheet_status (worksheet_id, status_cd, since, actor, reason)
    values (${worksheetId}, 'A', ${at}, ${actor}, ${reason})`);
  return worksheetId;
};
