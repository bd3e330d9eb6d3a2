import { setTimeout as pause } from 'node:timers/promises';
import { type ServiceProcess, type ServiceProgram, startProgram, untilRunning } from './child-process.ts';
import { restartPauses } from './restart-pauses.ts';

/** One service in a process of its own, for those who want to see it fall. */
export type Supervised = {
  /** The schema of a service; a process that takes a part of its work is called after that, such as `scorer-1`. */
  readonly schema: string;
  /** What it runs and with which settings, for whoever runs one more of it. */
  readonly program: ServiceProgram;
  /** Where its health and metrics are. */
  readonly adminAddress: string;
  readonly pid: () => number | undefined;
  /** Ends the process as kill -9 does; it stays down until `restart`. */
  readonly kill: () => Promise<void>;
  /** Starts it again, from now on with these settings on top when they are given, and waits until it is ready. */
  readonly restart: (more?: Readonly<Record<string, string>>) => Promise<void>;
};

/** Runs a program, from the first `restart` on, and starts it again when it ends by itself. */
export const supervise = (
  program: ServiceProgram,
  adminAddress: string,
  log: (line: string) => void,
): Supervised & { readonly stop: () => Promise<void> } => {
  let running: ServiceProcess | undefined;
  let added: Readonly<Record<string, string>> = {};
  const pauses = restartPauses(() => performance.now());

  const start = async () => {
    const changed = { ...program, environment: { ...program.environment, ...added } };
    const own = await startProgram(changed);
    running = own;
    void own.ended.then(async (code) => {
      if (running !== own || !served) return;
      running = undefined;
      const how = code === null ? 'killed' : `exit code ${code}`;
      const pauseMs = pauses.fell();
      const when = pauseMs < 1_000 ? '' : ` in ${pauseMs / 1_000} s`;
      log(`${program.name} ended unexpectedly (${how}). Starting it again${when}.`);
      await pause(pauseMs, undefined, { ref: false });
      if (running === undefined && !down) await start().catch((fault) => log(String(fault)));
    });
    await untilRunning(changed, own);
    served = true;
    pauses.served();
  };
  let down = false;
  /** A service that never was ready is not tried again and again. */
  let served = false;
  const end = async (how: 'stop' | 'kill') => {
    down = true;
    const own = running;
    running = undefined;
    await own?.[how]();
  };

  return {
    schema: program.name,
    program,
    adminAddress,
    pid: () => running?.pid,
    kill: () => end('kill'),
    stop: () => end('stop'),
    restart: async (more = added) => {
      await end('stop');
      down = false;
      added = more;
      await start();
    },
  };
};
