import { createServer } from 'node:http';
import { type Mount, mounted } from '@recoup/local/gateway/mount';

const addressOf = (server: ReturnType<typeof createServer>): string => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The test server has no port');
  return `http://127.0.0.1:${address.port}`;
};

/** Serves one mount on a free loopback port, as the gateway does. */
export const aServerOf = async (mountFor: (address: string) => Promise<Mount>) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = addressOf(server);
  server.on('request', mounted(await mountFor(address)));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { address, close };
};
