import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { statementsIn } from './postgres-wire.ts';

/** What the wire loses: the COMMIT itself, so that nothing is kept, or the answer to it, so that all is kept and nobody knows. */
export type Loss = 'commit' | 'answer';

/** PostgreSQL seen through a wire that can break at the one moment at which a client cannot know what became of its work. */
export type CommitCuttingProxy = {
  /** The same database by way of the proxy. */
  readonly through: (url: string) => string;
  /** Breaks the connection, at both ends, at the COMMIT of the next transaction that has sent such a statement. */
  readonly cutNext: (statement: RegExp, loss: Loss) => void;
  readonly cuts: () => number;
  readonly close: () => Promise<void>;
};

type Order = { readonly statement: RegExp; readonly loss: Loss };

export const commitCuttingProxy = async (databaseUrl: string): Promise<CommitCuttingProxy> => {
  const target = new URL(databaseUrl);
  let order: Order | undefined;
  let cuts = 0;
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const database = connect(Number(target.port || 5_432), target.hostname);
    const cut = () => {
      cuts += 1;
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    const statements = statementsIn();
    const reachesCommit = transactionWatch();
    let losing = false;
    client.on('data', (bytes) => {
      const now = order;
      const sent = statements(bytes);
      if (now && sent.filter((statement) => reachesCommit(now.statement, statement)).length > 0) {
        order = undefined;
        losing = now.loss === 'answer';
        if (!losing) return cut();
      }
      database.write(bytes);
    });
    database.on('data', (bytes) => {
      if (losing) cut();
      else client.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    through: (url) => {
      const changed = new URL(url);
      changed.hostname = '127.0.0.1';
      changed.port = String(port);
      return changed.href;
    },
    cutNext: (statement, loss) => {
      order = { statement, loss };
    },
    cuts: () => cuts,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};

/** Says of each statement whether it is the COMMIT of a transaction that has sent the wanted one. */
const transactionWatch = () => {
  let seen = false;
  return (wanted: RegExp, statement: string): boolean => {
    if (/^\s*(begin|start transaction)/i.test(statement)) seen = false;
    if (wanted.test(statement)) seen = true;
    return seen && /^\s*commit/i.test(statement);
  };
};
