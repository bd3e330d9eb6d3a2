import { createTransport } from 'nodemailer';

export type OutgoingMail = {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** The message that the thread hangs from. */
  readonly thread: string;
};

/**
 * What became of a mail. `unknown`: all of it was handed over and no answer came, so it may have been delivered; only a
 * `later` mail may be sent again without a second copy.
 */
export type Posted =
  | { readonly outcome: 'sent'; readonly reply: string }
  | { readonly outcome: 'refused' | 'later' | 'unknown'; readonly error: string };

export type MailSender = (mail: OutgoingMail) => Promise<Posted>;

/** Sends over SMTP, one connection a mail, with a time limit for each phase. */
export const smtpMailSender =
  (url: string, from: string, timeoutMs = 15_000): MailSender =>
  async (mail) => {
    let handedOver = false;
    const transport = createTransport({
      ...optionsOf(url),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: watching(() => {
        handedOver = true;
      }),
    });
    try {
      const info = await transport.sendMail({
        from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: mail.messageId,
        inReplyTo: mail.thread,
        references: mail.thread,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
      return { outcome: 'sent', reply: info.response.slice(0, 500) };
    } catch (error) {
      return { outcome: outcomeOf(error, handedOver), error: messageOf(error) };
    } finally {
      transport.close();
    }
  };

const optionsOf = (url: string) => {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return {
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
};

/** The transport writes to its log when the last byte of a message has left; nothing else shows it. */
const watching = (handedOver: () => void) => {
  const silent = () => undefined;
  return {
    level: silent,
    trace: silent,
    debug: silent,
    info: (entry: unknown) => {
      if (typeof entry === 'object' && entry !== null && Reflect.get(entry, 'tnx') === 'message')
        handedOver();
    },
    warn: silent,
    error: silent,
    fatal: silent,
  };
};

const outcomeOf = (error: unknown, handedOver: boolean): 'refused' | 'later' | 'unknown' => {
  const code: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'responseCode') : undefined;
  if (typeof code === 'number') return code >= 500 ? 'refused' : 'later';
  return handedOver ? 'unknown' : 'later';
};

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 500);
