import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A server seen through a wire that can fall silent without being cut. */
export type SilentProxy = {
  readonly port: number;
  /** The same address by way of the proxy. */
  readonly through: (url: string) => string;
  /** From now on the connections that are open carry nothing in either direction; new ones do. */
  readonly fallSilent: () => void;
  /** What each client said first. */
  readonly greetings: () => readonly string[];
  readonly close: () => Promise<void>;
};

export const silentProxy = async (host: string, port: number): Promise<SilentProxy> => {
  const greetings: string[] = [];
  const speaking = new Set<Socket>();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect(port, host);
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        target.destroy();
      });
    }
    speaking.add(client);
    client.once('data', (bytes) => greetings.push(bytes.toString('latin1')));
    client.on('data', (bytes) => {
      if (speaking.has(client)) target.write(bytes);
    });
    target.on('data', (bytes) => {
      if (speaking.has(client)) client.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  return {
    port: own,
    through: (url) => {
      const changed = new URL(url);
      changed.hostname = '127.0.0.1';
      changed.port = String(own);
      return changed.href;
    },
    fallSilent: () => speaking.clear(),
    greetings: () => greetings,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
