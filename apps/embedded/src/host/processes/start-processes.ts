import { freePort, onFreePorts } from '@recoup/local/free-port';
import { proxyTo } from '@recoup/local/gateway/proxy';
import * as z from 'zod';
import { type Prepared, prefixOf, type ServicesOptions, type StartedService } from '../start-in-process.ts';
import { endLeftover, type ServiceProgram } from './child-process.ts';
import { programFolders, serviceProgram, workerPrograms } from './service-programs.ts';
import { type Supervised, supervise } from './supervise.ts';

const ApiDocument = z.object({ info: z.object({ title: z.string() }) });

export type StartedProcesses = {
  readonly services: readonly StartedService[];
  readonly processes: readonly Supervised[];
  /** Those of them that take a part of a service's work and have no API. */
  readonly workers: readonly Supervised[];
};

/** Starts each service as a process of its own and answers when all are ready. One that ends by itself is started again. */
export const startProcesses = async (given: ServicesOptions): Promise<StartedProcesses> => {
  const options = { ...given, onStop: sideBySide(given.onStop) };
  // They still have the ports at which everybody knows the services.
  await Promise.all(programFolders(options).map(endLeftover));
  const { planned, next } = await planPorts(options);
  const outcomes = await Promise.allSettled(
    planned.map(({ prepared, port }) => startOne(options, prepared, port)),
  );
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

/** One of them may take as long as it gives itself to stop, so all are asked at once. */
const sideBySide = (onStop: ServicesOptions['onStop']): ServicesOptions['onStop'] => {
  const stops: (() => Promise<void>)[] = [];
  onStop(async () => {
    const outcomes = await Promise.allSettled(stops.map((stop) => stop()));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  });
  return (stop) => stops.push(stop);
};

/** Two ports for each service, the API's and the admin port, and the first one behind all of them. */
const planPorts = async (options: ServicesOptions) => {
  const planned: { readonly prepared: Prepared; readonly port: number }[] = [];
  let next = options.firstPort;
  for (const prepared of options.prepared) {
    const port = await freePort(next);
    planned.push({ prepared, port });
    next = (await freePort(port + 1)) + 1;
  }
  return { planned, next };
};

/** The processes that take a part of a service's work; they start when that service is ready, for it prepares their tables. */
const startWorkers = async (options: ServicesOptions, firstPort: number): Promise<readonly Supervised[]> => {
  const started: Supervised[] = [];
  let port = firstPort;
  for (const program of await workerPrograms(options)) {
    const supervised = await onFreePorts(port, 1, (admin) =>
      startSupervised(options, program, { ADMIN_PORT: admin }),
    );
    port = Number(new URL(supervised.adminAddress).port) + 1;
    started.push(supervised);
  }
  return started;
};

const startOne = async (options: ServicesOptions, prepared: Prepared, firstPort: number) => {
  const program = await serviceProgram(options, prepared);
  const { supervised, address } = await onFreePorts(firstPort, 2, async (api, admin) => ({
    supervised: await startSupervised(options, program, { PORT: api, ADMIN_PORT: admin }),
    address: loopback(api),
  }));
  const { adminAddress } = supervised;
  const document = await fetch(`${address}/openapi.json`);
  const { title } = ApiDocument.parse(await document.json()).info;
  const prefix = prefixOf(prepared.service);
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
