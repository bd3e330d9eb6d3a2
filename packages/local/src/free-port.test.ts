import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { freePort, listenOnFreePort, onFreePorts } from './free-port.ts';

const wished = 10_780;
const host = '127.0.0.1';
const servers: Server[] = [];
const take = (port: number) =>
  new Promise<void>((resolve, reject) => {
    const server = createServer().once('error', reject).listen(port, host, resolve);
    servers.push(server);
  });
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

it('passes by the ports that somebody listens on', async () => {
  const first = await freePort(wished);
  await take(first);
  expect(await onFreePorts(first, 2, async (...ports) => ports)).not.toContain(first);
});

it('goes on to the next ports when somebody takes one between the look and the use', async () => {
  const tried: number[] = [];
  await onFreePorts(wished, 2, async (one = 0, other = 0) => {
    tried.push(one, other);
    if (tried.length === 2) await take(other);
    await take(one);
    await take(other);
  });

  expect(tried).toHaveLength(4);
  expect(new Set(tried).size).toBe(4);
});

it('gives up at once when something else goes wrong, and at last when every port it looked at is taken', async () => {
  let tries = 0;
  const failing = (reason: string) =>
    onFreePorts(wished, 1, async () => {
      tries += 1;
      throw new Error(reason);
    });

  await expect(failing('no such folder')).rejects.toThrow('no such folder');
  expect(tries).toBe(1);
  await expect(failing('java.net.BindException: Address already in use')).rejects.toThrow('already in use');
  expect(tries).toBe(6);
});

it('lets servers that look at the same moment listen on ports of their own', async () => {
  const together = [createServer(), createServer(), createServer(), createServer()];
  servers.push(...together);
  const ports = await Promise.all(together.map((server) => listenOnFreePort(server, wished, host)));
  expect(new Set(ports).size).toBe(4);
});
