import { existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { installation, sessionWith, tokenOf } from './session.ts';

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

it('says that a token is not accepted, and how to give another', async () => {
  const address = await answering((_request, response) => {
    response.writeHead(401, { 'content-type': 'application/problem+json' });
    response.end(
      JSON.stringify({ code: 'NOT_SIGNED_IN', detail: 'Send a bearer token in the Authorization header' }),
    );
  });

  await expect(sessionWith(address, 'abc').get('/packet/v1/packets')).rejects.toThrow(
    'This installation does not accept the token: it is not one of its own, or it has expired. Give another with --token',
  );
});

it('names no folder that is not there as one where no host runs', () => {
  vi.stubEnv('RECOUP_DATA', '');
  const named = () => installation();
  expect(named).toThrow(/^No host runs on \S+\/[.]recoup(?: or \/\S+)?[.]/);
  try {
    named();
  } catch (refused) {
    const [, , other] = /on (\S+?)(?: or (\S+))?[.] Start/.exec(String(refused)) ?? [];
    expect(other === undefined || existsSync(other)).toBe(true);
  }
  vi.unstubAllEnvs();
});

it('says so when another program answers there', async () => {
  const address = await answering((_request, response) => response.end('<h1>A printer</h1>'));

  await expect(tokenOf(address, 'agent-1')).rejects.toThrow(
    'There is no token for agent-1: this address does not answer as a Recoup sign-in.',
  );
});
