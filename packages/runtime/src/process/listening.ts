import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Listening = { listen: (port: number, host: string, done: (fault?: Error) => void) => Server };

/** Opens a port. Rejects when it is taken. */
export const listen = (app: Listening, port: number, host: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    // Express hands a port that is taken to the callback too.
    const server: Server = app.listen(port, host, (fault) => (fault ? reject(fault) : resolve(server)));
    server.once('error', reject);
  });

export const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // What is still being answered gets its time; a connection that only waits does not hold the stop.
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });

export const addressOf = (server: Server): string => {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
};
