import { listenOnFreePort } from '@recoup/local/free-port';
import { SMTPServer } from 'smtp-server';
import type { Mailbox } from './mailbox.ts';

const bytesMax = 10_000_000;
const refusal = (text: string) => Object.assign(new Error(text), { responseCode: 552 });

/** Takes every mail that a service sends and puts it into the mailbox; nothing leaves this machine. */
export const startSmtpServer = async (
  mailbox: Mailbox,
  wishedPort: number,
  log: (line: string) => void,
  host = '127.0.0.1',
) => {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: bytesMax,
    banner: 'Recoup mailbox',
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        if (stream.sizeExceeded) done(refusal(`message exceeds ${bytesMax} bytes`));
        else mailbox.keep(to, Buffer.concat(chunks)).then(({ id }) => done(null, `kept as ${id}`), done);
      });
    },
  });
  server.on('error', (fault) => log(`Mail server: ${fault.message}`));
  const port = await listenOnFreePort(server.server, wishedPort, host);
  return { port, stop: () => new Promise<void>((resolve) => server.close(resolve)) };
};
