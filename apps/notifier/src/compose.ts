import { catalogue } from '@recoup/contracts/catalogue';
import { compactedTopics } from '@recoup/contracts/topics';
import { businessDate } from '@recoup/domain/calendar-date';
import { boot } from '@recoup/runtime/boot';
import type { Bus } from '@recoup/runtime/bus/bus';
import { cursorCodec } from '@recoup/runtime/http/cursor';
import { copiedDirectory } from '@recoup/runtime/http/people-directory';
import { scheduledJob } from '@recoup/runtime/process/duties/scheduled-job';
import { createService, type Service } from '@recoup/runtime/service';
import type { NotifierConfig } from './config.ts';
import { postgresDeliveries } from './deliveries/postgres-deliveries.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { enqueueMails } from './enqueue.ts';
import { notifierInvariants } from './invariants.ts';
import { countMails } from './mail-metrics.ts';
import { smtpMailSender } from './mail-sender.ts';
import { migrations } from './migrations/list.ts';
import { sendDue } from './sender.ts';
import { subscriptions } from './subscriptions.ts';

/** The notifier, ready to start: the only place that knows every part of it. */
export const composeNotifier = async (config: NotifierConfig, bus: Bus): Promise<Service> => {
  const booted = await boot('notifier', config, { schema: 'notifier', migrations });
  const { database, outbox, logger, metrics, now } = booted;
  const today = businessDate(config.BUSINESS_DATE, config.TIME_ZONE, now);
  const deliveries = postgresDeliveries(database, outbox);
  const sender = {
    deliveries,
    sendMail: smtpMailSender(config.SMTP_URL, config.MAIL_FROM),
    consoleUrl: config.CONSOLE_URL,
    domain: config.MAIL_FROM.slice(config.MAIL_FROM.lastIndexOf('@') + 1),
    retryMs: config.MAIL_RETRY_SECONDS * 1_000,
    now,
    count: countMails(metrics.registry),
  };

  return createService({
    ...booted,
    title: 'Recoup notifier',
    config,
    bus,
    compacted: compactedTopics,
    directory: copiedDirectory(database),
    today,
    catalogue,
    endpoints: deliveryRoutes(database, cursorCodec(config.CURSOR_SECRET), config.CONSOLE_URL),
    subscriptions: subscriptions(
      database,
      enqueueMails(database, deliveries, today, now, config.MAIL_COLLECT_SECONDS * 1_000),
    ),
    invariants: notifierInvariants,
    jobs: [
      scheduledJob({
        name: 'sending mails',
        actor: 'service:notifier',
        everyMs: 200,
        work: () => sendDue(sender),
        logger,
        metrics,
      }),
    ],
  });
};
