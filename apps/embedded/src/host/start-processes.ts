import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, onFreePorts } from '@recoup/local/free-port';
import { proxyTo } from '@recoup/local/gateway/proxy';
import * as z from 'zod';
import {
  lastWords,
  type ServiceProcess,
  type ServiceProgram,
  startProgram,
  untilRunning,
} from './child-process.ts';
import {
  lentTo,
  type Prepared,
  prefixOf,
  type ServicesOptions,
  type StartedService,
} from './start-in-process.ts';

const restartAfterMs = 500;
const ApiDocument = z.object({ info: z.object({ title: z.string() }) });

/** One service in a process of its own, for those who want to see it fall. */
export type Supervised = {
  /** The schema of a service; a process that takes a part of its work is called after that, such as `scorer-1`. */
  readonly schema: string;
  /** Where its health and metrics are. */
  readonly adminAddress: string;
  readonly pid: () => number | undefined;
  /** Ends the process as kill -9 does; it stays down until `restart`. */
  readonly kill: () => Promise<void>;
  /** Starts it again, from now on with these settings on top when they are given, and waits until it is ready. */
  readonly restart: (more?: Readonly<Record<string, string>>) => Promise<void>;
};

export type StartedProcesses = {
  readonly services: readonly StartedService[];
  readonly processes: readonly Supervised[];
  /** Those of them that take a part of a service's work and have no API. */
  readonly workers: readonly Supervised[];
};

/** Starts each service as a process of its own and answers when all are ready. One that ends by itself is started again. */
export const startProcesses = async (options: ServicesOptions): Promise<StartedProcesses> => {
  const planned: { readonly one: Prepared; readonly port: number }[] = [];
  let next = options.firstPort;
  for (const one of options.prepared) {
    const port = await freePort(next);
    planned.push({ one, port });
    next = (await freePort(port + 1)) + 1;
  }
  const outcomes = await Promise.allSettled(planned.map(({ one, port }) => startOne(options, one, port)));
  const started = outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
  const workers = await startWorkers(options, next);
  return {
    services: started.map(({ service }) => service),
    processes: [...started.map(({ supervised }) => supervised), ...workers],
    workers,
  };
};

/** The processes that take a part of a service's work; they start when that service is ready, for it prepares their tables. */
const startWorkers = async (options: ServicesOptions, firstPort: number): Promise<readonly Supervised[]> => {
  const started: Supervised[] = [];
  let port = firstPort;
  for (const { service, urls } of options.prepared) {
    if (!service.worker) continue;
    for (let place = 1; place <= options.workers; place += 1) {
      const name = `${service.worker.name}-${place}`;
      const program: ServiceProgram = {
        name,
        file: service.worker.program,
        folder: join(options.dataDir, name),
        environment: {
          ...options.environment,
          DATABASE_URL: urls.DATABASE_URL,
          INSTANCE: name,
          ...(await service.environment(lentTo(service, options))),
        },
      };
      const supervised = await onFreePorts(port, 1, (admin) =>
        startSupervised(options, program, { ADMIN_PORT: admin }),
      );
      port = Number(new URL(supervised.adminAddress).port) + 1;
      started.push(supervised);
    }
  }
  return started;
};

const startOne = async (options: ServicesOptions, { service, urls }: Prepared, firstPort: number) => {
  const lent = lentTo(service, options);
  const program: ServiceProgram = {
    name: service.schema,
    file: service.program,
    folder: lent.folder,
    environment: {
      ...options.environment,
      ...urls,
      ...(await service.environment(lent)),
    },
  };
  if (service.seed) await seed(program, service.seed.program, service.seed.content(lent));
  const { supervised, address } = await onFreePorts(firstPort, 2, async (api, admin) => ({
    supervised: await startSupervised(options, program, { PORT: api, ADMIN_PORT: admin }),
    address: loopback(api),
  }));
  const { adminAddress } = supervised;
  const document = await fetch(`${address}/openapi.json`);
  const { title } = ApiDocument.parse(await document.json()).info;
  const prefix = prefixOf(service);
  const mount = { prefix, title, listener: proxyTo(() => address) };
  return { supervised, service: { title, prefix, address, adminAddress, mount } };
};

const loopback = (port: number) => `http://127.0.0.1:${port}`;

const startSupervised = async (
  { log, onStop }: ServicesOptions,
  program: ServiceProgram,
  ports: { readonly PORT?: number; readonly ADMIN_PORT: number },
): Promise<Supervised> => {
  const listening = Object.entries(ports).map(([setting, port]) => [setting, String(port)]);
  const environment = { ...program.environment, ...Object.fromEntries(listening) };
  const supervised = supervise({ ...program, environment }, loopback(ports.ADMIN_PORT), log);
  onStop(supervised.stop);
  await supervised.restart();
  return supervised;
};

const seed = async (program: ServiceProgram, file: string, content: unknown): Promise<void> => {
  const source = join(program.folder, 'seed.json');
  writeFileSync(source, JSON.stringify(content));
  const { ended } = await startProgram({ ...program, file }, [source]);
  if ((await ended) !== 0) throw new Error(`${program.name} could not be seeded:\n${lastWords(program)}`);
};

const supervise = (
  program: ServiceProgram,
  adminAddress: string,
  log: (line: string) => void,
): Supervised & { readonly stop: () => Promise<void> } => {
  let running: ServiceProcess | undefined;
  let added: Readonly<Record<string, string>> = {};

  const start = async () => {
    const changed = { ...program, environment: { ...program.environment, ...added } };
    const own = await startProgram(changed);
    running = own;
    void own.ended.then(async (code) => {
      if (running !== own || !served) return;
      running = undefined;
      log(`${program.name} ended by itself (${code ?? 'killed'}); starting it again`);
      await pause(restartAfterMs);
      if (running === undefined && !down) await start().catch((fault) => log(String(fault)));
    });
    await untilRunning(changed, own);
    served = true;
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
