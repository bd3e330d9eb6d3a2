import type { Database } from '@recoup/runtime/database/database';
import type { AnyEvent } from '@recoup/runtime/inbox/subscription';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { headerLine, type Letter } from './mails/mail.ts';
import { bundles } from './mails/risk-mails.ts';
import { addressLetters } from './recipients.ts';

export type Enqueue = (event: Pick<AnyEvent, 'id' | 'type'>, letters: readonly Letter[]) => Promise<void>;

/**
 * Keeps one delivery for each event, recipient and template, in the transaction that takes the event in. Letters that may
 * travel together wait `collectMs` for each other; others are due at once.
 */
export const enqueueLetters =
  (database: Database, today: () => string, now: () => Date, collectMs: number): Enqueue =>
  async (event, letters) => {
    const addressed = await addressLetters(database, letters, today());
    if (addressed.length === 0) return;
    const at = now();
    const rows = addressed.map(({ letter, recipient }) => ({
      delivery_id: newId(),
      event_id: event.id,
      event_type: event.type,
      template: letter.template,
      recipient_id: recipient.personId,
      recipient_name: recipient.name,
      about_kind: letter.about.kind,
      about_id: letter.about.id,
      letter: {
        subject: headerLine(letter.subject),
        opening: letter.opening,
        facts: letter.facts,
        closing: letter.closing,
        button: letter.button,
      },
      subject: headerLine(letter.subject),
      due_at: new Date(at.getTime() + (letter.template in bundles ? collectMs : 0)).toISOString(),
      created_at: at.toISOString(),
    }));
    await database.query(sql`
      insert into delivery (delivery_id, event_id, event_type, template, recipient_id, recipient_name, about_kind,
                            about_id, letter, subject, due_at, created_at)
      select delivery_id, event_id, event_type, template, recipient_id, recipient_name, about_kind, about_id, letter,
             subject, due_at, created_at
        from jsonb_populate_recordset(null::delivery, ${JSON.stringify(rows)}::jsonb)
      on conflict on constraint delivery_once do nothing`);
  };
