import type { Database } from '@recoup/runtime/database/database';
import type { AnyEvent } from '@recoup/runtime/inbox/subscription';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { headerLine, type Mail } from './mails/mail.ts';
import { bundles } from './mails/risk-mails.ts';
import { addressMails } from './recipients.ts';

export type Enqueue = (event: Pick<AnyEvent, 'id' | 'type'>, mails: readonly Mail[]) => Promise<void>;

/**
 * Keeps one delivery for each event, recipient and template, in the transaction that takes the event in. Mails that may
 * travel together wait `collectMs` for each other; others are due at once.
 */
export const enqueueMails =
  (database: Database, today: () => string, now: () => Date, collectMs: number): Enqueue =>
  async (event, mails) => {
    const addressed = await addressMails(database, mails, today());
    if (addressed.length === 0) return;
    const at = now();
    const rows = addressed.map(({ mail, recipient }) => ({
      delivery_id: newId(),
      event_id: event.id,
      event_type: event.type,
      template: mail.template,
      recipient_id: recipient.personId,
      recipient_name: recipient.name,
      about_kind: mail.about.kind,
      about_id: mail.about.id,
      mail: {
        subject: headerLine(mail.subject),
        opening: mail.opening,
        facts: mail.facts,
        closing: mail.closing,
        button: mail.button,
      },
      subject: headerLine(mail.subject),
      due_at: new Date(at.getTime() + (mail.template in bundles ? collectMs : 0)).toISOString(),
      created_at: at.toISOString(),
    }));
    await database.query(sql`
      insert into delivery (delivery_id, event_id, event_type, template, recipient_id, recipient_name, about_kind,
                            about_id, mail, subject, due_at, created_at)
      select delivery_id, event_id, event_type, template, recipient_id, recipient_name, about_kind, about_id, mail,
             subject, due_at, created_at
        from jsonb_populate_recordset(null::delivery, ${JSON.stringify(rows)}::jsonb)
      on conflict on constraint delivery_once do nothing`);
  };
