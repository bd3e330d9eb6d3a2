import { catalogue } from '@recoup/contracts/catalogue';
import { dateInZone } from '@recoup/domain/calendar-date';
import type { Bus } from '@recoup/runtime/bus/bus';
import { migrate, openDatabase } from '@recoup/runtime/database/database';
import { cursorCodec } from '@recoup/runtime/http/cursor';
import { copiedDirectory } from '@recoup/runtime/http/directory';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { createLogger } from '@recoup/runtime/process/logger';
import { startLoop } from '@recoup/runtime/process/loop';
import { createMetrics } from '@recoup/runtime/process/metrics';
import { createService, type Service } from '@recoup/runtime/service';
import type { NotifierConfig } from './config.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { enqueueLetters } from './enqueue.ts';
import { notifierInvariants } from './invariants.ts';
import { countMails } from './mail-metrics.ts';
import { smtpLetterbox } from './mail-sender.ts';
import { migrations } from './migrations/list.ts';
import { sendDue } from './sender.ts';
import { subscriptions } from './subscriptions.ts';

const schema = 'notifier';

/** The notifier, ready to start: the only place that knows every part of it. */
export const composeNotifier = async (config: NotifierConfig, bus: Bus): Promise<Service> => {
  if (config.MIGRATION_DATABASE_URL)
    await migrate({ url: config.MIGRATION_DATABASE_URL, schema, migrations });
  const now = () => new Date();
  const today = () => config.BUSINESS_DATE ?? dateInZone(now(), config.TIME_ZONE);
  const logger = createLogger('notifier', config.LOG_LEVEL);
  const metrics = createMetrics('notifier');
  const database = await openDatabase({ url: config.DATABASE_URL, schema, migrations });
  const outbox = createOutbox(database, '/recoup/notifier', now);
  const sender = {
    database,
    outbox,
    letterbox: smtpLetterbox(config.SMTP_URL, config.MAIL_FROM),
    consoleUrl: config.CONSOLE_URL,
    domain: config.MAIL_FROM.slice(config.MAIL_FROM.lastIndexOf('@') + 1),
    retryMs: config.MAIL_RETRY_SECONDS * 1_000,
    now,
    count: countMails(metrics.registry),
  };

  return createService({
    name: 'notifier',
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
      enqueueLetters(database, today, now, config.MAIL_COLLECT_SECONDS * 1_000),
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
