import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';

const notification = z.object({
  deliveryId: z.uuid(),
  eventId: z.uuid(),
  template: z.string(),
  recipientId: z.uuid(),
  about: z.uuid(),
});

/** The mail server accepted the mail. */
export const NotificationSentV1 = contract(
  'recoup.notification.sent.v1',
  topics.notifications,
  notification.extend({ sentAt: z.iso.datetime() }),
);
/** The mail was refused for good and will not be tried again. */
export const NotificationFailedV1 = contract(
  'recoup.notification.failed.v1',
  topics.notifications,
  notification.extend({ reason: z.string() }),
);
