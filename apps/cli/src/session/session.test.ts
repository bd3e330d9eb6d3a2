import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { sessionWith, tokenOf } from './session.ts';

let server: Server | undefined;
afterEach(() => server?.close());

const answering = async (listener: RequestListener): Promise<string> => {
  const opened = createServer(listener);
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  const address = opened.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
};

it('says where nothing answers, why, and what to do', async () => {
  const address = await answering(() => undefined);
  await new Promise((resolve) => server?.close(resolve));

  await expect(tokenOf(address, 'agent-1')).rejects.toThrow(
    `No answer from ${address}: nothing listens there. Start it with npm start, or name another installation with --address.`,
  );
});

it('says that a connection was lost in the middle of a call', async () => {
  const address = await answering((request) => request.socket.destroy());

  await expect(sessionWith(address, 'a token').get('/packet/v1/packets')).rejects.toThrow(
    'the connection was lost',
  );
});

it('says so when another program answers there', async () => {
  const address = await answering((_request, response) => response.end('<h1>A printer</h1>'));

  await expect(tokenOf(address, 'agent-1')).rejects.toThrow(
    'There is no token for agent-1: this address does not answer as a Recoup sign-in.',
  );
});
