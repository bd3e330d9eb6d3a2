import { failpoint } from '@recoup/runtime/process/failpoint';
import type { Deliveries, Ending, Leased } from './deliveries/deliveries.ts';
import type { MailSender, Posted } from './mail-sender.ts';
import { bundle, render, type Written } from './mails/render.ts';
import { bundles } from './mails/risk-mails.ts';

export type SenderOptions = {
  readonly deliveries: Deliveries;
  readonly sendMail: MailSender;
  readonly consoleUrl: string;
  /** The right side of message ids. */
  readonly domain: string;
  readonly retryMs: number;
  readonly now: () => Date;
  readonly count: (template: string, outcome: Ending['state'] | 'later') => void;
};

/** One mail: usually one delivery, or several of one template to one person. */
type Batch = readonly [Leased, ...Leased[]];

const mailsPerRound = 20;
/** Times the first pause; after the last the delivery has failed. */
const pauses = [1, 5, 15, 60, 180, 360, 720] as const;

/** Sends what is due. Answers whether there may be more. */
export const sendDue = async (options: SenderOptions): Promise<boolean> => {
  const { deliveries, now } = options;
  await deliveries.releaseExpired(now());
  const leased = await deliveries.leaseDue(Object.keys(bundles), now(), mailsPerRound);
  const groups = Map.groupBy(leased, (one) =>
    one.template in bundles ? `${one.recipientId} ${one.template}` : one.deliveryId,
  );
  await Promise.all([...groups.values()].map(([first, ...rest]) => first && send(options, [first, ...rest])));
  return leased.length > 0;
};

const send = async (options: SenderOptions, batch: Batch): Promise<void> => {
  const [first] = batch;
  const { sendMail, consoleUrl, domain } = options;
  if (first.address === null) {
    await end(options, batch, {
      outcome: 'refused',
      error: 'the recipient is no longer active in the directory',
    });
    return;
  }
  const mail = mailOf(batch);
  failpoint('mail-sending');
  const posted = await sendMail({
    to: { name: first.recipientName, address: first.address },
    subject: mail.subject,
    ...render(mail, consoleUrl, first.deliveryId),
    messageId: `<${first.deliveryId}@${domain}>`,
    thread: `<${batch.length > 1 ? first.template : `${first.aboutKind}-${first.aboutId}`}@${domain}>`,
  });
  failpoint('mail-sent');
  await end(options, batch, posted);
};

const mailOf = (batch: Batch): Written => {
  const [first] = batch;
  const subjectOf = bundles[first.template];
  return subjectOf && batch.length > 1
    ? bundle(
        subjectOf(batch.length),
        batch.map(({ mail }) => mail),
      )
    : first.mail;
};

const end = async (options: SenderOptions, batch: Batch, posted: Posted): Promise<void> => {
  const { deliveries, now, count, retryMs } = options;
  const [first] = batch;
  const at = now();
  const pause = pauses[first.attempts - 1];
  if (posted.outcome === 'later' && pause !== undefined) {
    await deliveries.postpone(batch, posted.error, new Date(at.getTime() + pause * retryMs));
    count(first.template, 'later');
    return;
  }
  const state = posted.outcome === 'sent' || posted.outcome === 'unknown' ? posted.outcome : 'failed';
  const reply = posted.outcome === 'sent' ? posted.reply : null;
  const error = posted.outcome === 'sent' ? null : posted.error;
  const ending: Ending = { state, sentWith: first.deliveryId, address: first.address, reply, error };
  await deliveries.end(batch, ending, at);
  count(first.template, state);
};
