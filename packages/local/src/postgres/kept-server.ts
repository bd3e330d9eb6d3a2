import { type RunningServer, type ServedCluster, startServer, type WatchedServer } from './server.ts';

export type Keeping = {
  readonly log: (line: string) => void;
  /** Told when it ended and could not be started again, or ends again and again. */
  readonly onLost: (reason: string) => void;
};

/** One that served for so long was well: when it ends after that, counting begins anew. */
const wellAfterMs = 60_000;
const mostInARow = 5;

/** A server that is started again, at its port, when it ends by itself. */
export const keptServer = async (served: ServedCluster, { log, onLost }: Keeping): Promise<RunningServer> => {
  const first = await startServer(served);
  let running: WatchedServer = first;
  let starting: Promise<void> | undefined;
  let stopping = false;
  let inARow = 0;

  const startAgain = async (): Promise<void> => {
    try {
      running = await startServer({ ...served, port: first.port, thisPortAlone: true });
      log('PostgreSQL runs again.');
      watch(running);
    } catch (fault) {
      if (!stopping) onLost(fault instanceof Error ? fault.message : String(fault));
    }
  };
  const watch = (server: WatchedServer): void => {
    const since = performance.now();
    void server.ended.then((how) => {
      if (stopping) return;
      inARow = performance.now() - since < wellAfterMs ? inARow + 1 : 1;
      if (inARow > mostInARow) return onLost(`PostgreSQL ended ${inARow} times in a row (${how}).`);
      log(`PostgreSQL ended unexpectedly (${how}). Starting it again.`);
      starting = startAgain();
    });
  };
  watch(first);

  return {
    adminUrl: first.adminUrl,
    port: first.port,
    stop: async () => {
      stopping = true;
      await starting;
      await running.stop();
    },
  };
};
