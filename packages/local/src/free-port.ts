import { createServer, type Server } from 'node:net';

const attempts = 200;

/** Whether nothing listens on this loopback port at the moment of asking. */
const portIsFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** The first free loopback port from the wished one upward; throws when two hundred ports in a row are taken. */
export const freePort = async (wished: number): Promise<number> => {
  for (let port = wished; port < Math.min(wished + attempts, 65_536); port += 1) {
    if (await portIsFree(port)) return port;
  }
  throw new Error(`No free port on 127.0.0.1 between ${wished} and ${wished + attempts - 1}`);
};

const tries = 5;
/** As Node, a JVM and PostgreSQL say it. */
const portTaken = /EADDRINUSE|address already in use/i;

/**
 * Starts something on so many free loopback ports from the wished one upward. Somebody may take one between the look and the use;
 * the next free ones are tried then. Throws what `start` throws for any other reason, after which nothing of it may be left.
 */
export const onFreePorts = async <Started>(
  wished: number,
  count: number,
  start: (...ports: number[]) => Promise<Started>,
): Promise<Started> => {
  for (let from = wished, tried = 1; ; tried += 1) {
    const ports: number[] = [];
    for (; ports.length < count; from += 1) {
      from = await freePort(from);
      ports.push(from);
    }
    try {
      return await start(...ports);
    } catch (fault) {
      if (tried === tries || !portTaken.test(String(fault))) throw fault;
    }
  }
};

/** Lets a server listen on the first free port from the wished one upward; answers the port. */
export const listenOnFreePort = (server: Server, wished: number, host: string): Promise<number> =>
  onFreePorts(
    wished,
    1,
    (port) =>
      new Promise<number>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve(port);
        });
      }),
  );
