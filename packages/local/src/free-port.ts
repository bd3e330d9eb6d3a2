import { createServer } from 'node:net';

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
