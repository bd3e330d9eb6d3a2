import { catalogue } from '@recoup/contracts/catalogue';
import { businessDate } from '@recoup/domain/calendar-date';
import { boot } from '@recoup/runtime/boot';
import type { Bus } from '@recoup/runtime/bus/bus';
import { cursorCodec } from '@recoup/runtime/http/cursor';
import { copiedDirectory } from '@recoup/runtime/http/directory';
import { causedBy } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { startLoop } from '@recoup/runtime/process/loop';
import { createService, type Service } from '@recoup/runtime/service';
import type { NotifierConfig } from './config.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { enqueueMails } from './enqueue.ts';
import { notifierInvariants } from './invariants.ts';
import { countMails } from './mail-metrics.ts';
import { smtpMailSender } from './mail-sender.ts';
import { migrations } from './migrations/list.ts';
import { sendDue } from './sender.ts';
import { subscriptions } from './subscriptions.ts';

const name = 'notifier';

/** The notifier, ready to start: the only place that knows every part of it. */
export const composeNotifier = async (config: NotifierConfig, bus: Bus): Promise<Service> => {
  const { now, logger, metrics, database, outbox } = await boot(name, config, { schema: name, migrations });
  const dayOf = businessDate(config.BUSINESS_DATE, config.TIME_ZONE);
  const today = () => dayOf(now());
  const sender = {
    database,
    outbox,
    sendMail: smtpMailSender(config.SMTP_URL, config.MAIL_FROM),
    consoleUrl: config.CONSOLE_URL,
    domain: config.MAIL_FROM.slice(config.MAIL_FROM.lastIndexOf('@') + 1),
    retryMs: config.MAIL_RETRY_SECONDS * 1_000,
    now,
    count: countMails(metrics.registry),
  };

  return createService({
    name,
    title: 'Recoup notifier',
    config,
    database,
    bus,
    logger,
    metrics,
    directory: copiedDirectory(database),
    today,
    catalogue,
    endpoints: deliveryRoutes(database, cursorCodec(config.CURSOR_SECRET), config.CONSOLE_URL),
    subscriptions: subscriptions(
      database,
      enqueueMails(database, today, now, config.MAIL_COLLECT_SECONDS * 1_000),
    ),
    invariants: notifierInvariants,
    jobs: [
      () =>
        startLoop({
          everyMs: 200,
          round: () => causedBy({ actor: 'service:notifier', correlationId: newId() }, () => sendDue(sender)),
          onError: (error) => logger.error({ err: error }, 'mails could not be sent; they wait'),
        }),
    ],
  });
};
