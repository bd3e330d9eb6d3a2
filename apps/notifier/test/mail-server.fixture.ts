import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server in this process that keeps what it takes, and fails in the ways mail servers fail. */
export type MailServer = {
  readonly url: string;
  readonly mails: ParsedMail[];
  /** What to answer to the next mails; `undefined` takes them. A number is an SMTP code; `drop` closes after all was read. */
  readonly answer: (next: number | 'drop' | undefined) => void;
  /** Times a whole message arrived, taken or not. */
  readonly arrivals: () => number;
  readonly close: () => Promise<void>;
};

export const startMailServer = async (): Promise<MailServer> => {
  const mails: ParsedMail[] = [];
  let next: number | 'drop' | undefined;
  let arrived = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo(_address, _session, done) {
      done(typeof next === 'number' ? Object.assign(new Error('as asked'), { responseCode: next }) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        arrived += 1;
        if (next === 'drop') {
          for (const connection of server.connections) if (connection.session === session) connection.close();
          return;
        }
        simpleParser(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail);
          done(null, 'kept');
        }, done);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    answer: (reply) => {
      next = reply;
    },
    arrivals: () => arrived,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};
