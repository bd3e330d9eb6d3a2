import type { Database } from '@recoup/runtime/database/database';
import type { AnyEvent } from '@recoup/runtime/inbox/subscription';
import { newId } from '@recoup/runtime/process/ids';
import type { Deliveries, NewDelivery } from './deliveries/deliveries.ts';
import { headerLine, type Mail } from './mails/mail.ts';
import { bundles } from './mails/risk-mails.ts';
import { addressMails } from './recipients.ts';

export type Enqueue = (event: Pick<AnyEvent, 'id' | 'type'>, mails: readonly Mail[]) => Promise<void>;

/**
 * Keeps a delivery for everybody a mail is for, in the transaction that takes the event in. Mails that may travel together
 * wait `collectMs` for each other; others are due at once.
 */
export const enqueueMails =
  (
    database: Database,
    deliveries: Pick<Deliveries, 'keep'>,
    today: () => string,
    now: () => Date,
    collectMs: number,
  ): Enqueue =>
  async (event, mails) => {
    const addressed = await addressMails(database, mails, today());
    if (addressed.length === 0) return;
    const at = now();
    await deliveries.keep(
      addressed.map(
        ({ mail, recipient }): NewDelivery => ({
          deliveryId: newId(),
          eventId: event.id,
          eventType: event.type,
          template: mail.template,
          recipientId: recipient.personId,
          recipientName: recipient.name,
          aboutKind: mail.about.kind,
          aboutId: mail.about.id,
          mail: {
            subject: headerLine(mail.subject),
            opening: mail.opening,
            facts: mail.facts,
            closing: mail.closing,
            button: mail.button,
          },
          dueAt: new Date(at.getTime() + (mail.template in bundles ? collectMs : 0)),
          createdAt: at,
        }),
      ),
    );
  };
