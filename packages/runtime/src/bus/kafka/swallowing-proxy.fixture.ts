import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A broker seen through a wire that can lose the answer to one produce request. */
export type SwallowingProxy = {
  readonly port: number;
  /** The answer to the next produce request is lost, and the connection with it. */
  readonly loseNextAnswer: () => void;
  readonly lost: () => number;
  readonly close: () => Promise<void>;
};

const produce = 0;

export const swallowingProxy = async (brokerPort: number): Promise<SwallowingProxy> => {
  let armed = false;
  let lost = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const broker = connect(brokerPort, '127.0.0.1');
    let swallowing = false;
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        broker.destroy();
      });
    }
    client.on('data', (bytes) => {
      // length, then the number of the request; the client sends the head of a request in one piece
      if (armed && bytes.length > 6 && bytes.readInt16BE(4) === produce) {
        armed = false;
        swallowing = true;
      }
      broker.write(bytes);
    });
    broker.on('data', (bytes) => {
      if (!swallowing) client.write(bytes);
      else {
        lost += 1;
        client.destroy();
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    loseNextAnswer: () => {
      armed = true;
    },
    lost: () => lost,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
