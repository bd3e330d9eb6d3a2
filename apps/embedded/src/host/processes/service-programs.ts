import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Prepared, resourcesOf, type ServicesOptions } from '../start-in-process.ts';
import { lastLogLines, type ServiceProgram, startProgram } from './child-process.ts';

/** The program of one service with all its settings but the ports; what it must know before it starts is seeded. */
export const serviceProgram = async (
  options: ServicesOptions,
  { service, urls }: Prepared,
): Promise<ServiceProgram> => {
  const resources = resourcesOf(service, options);
  const program: ServiceProgram = {
    name: service.schema,
    file: service.program,
    folder: resources.folder,
    environment: { ...options.environment, ...urls, ...(await service.environment(resources)) },
  };
  if (service.seed) await seed(program, service.seed.program, service.seed.content(resources), options.log);
  return program;
};

/** Where each program has its things, whether it is started yet or not. */
export const programFolders = ({ dataDir, prepared, workers }: ServicesOptions): readonly string[] =>
  prepared.flatMap(({ service }) => [
    join(dataDir, service.schema),
    ...workerNames(service, workers).map((name) => join(dataDir, name)),
  ]);

const workerNames = ({ worker }: Prepared['service'], count: number): readonly string[] =>
  worker ? Array.from({ length: count }, (_, at) => `${worker.name}-${at + 1}`) : [];

/** The programs that take a part of a service's work, as many of each as are wanted. */
export const workerPrograms = async (options: ServicesOptions): Promise<readonly ServiceProgram[]> => {
  const programs: ServiceProgram[] = [];
  for (const { service, urls } of options.prepared) {
    if (!service.worker) continue;
    for (const name of workerNames(service, options.workers)) {
      programs.push({
        name,
        file: service.worker.program,
        folder: join(options.dataDir, name),
        environment: {
          ...options.environment,
          DATABASE_URL: urls.DATABASE_URL,
          INSTANCE: name,
          ...(await service.environment(resourcesOf(service, options))),
        },
      });
    }
  }
  return programs;
};

/** What administrators did since may stand against the seed, as an account that changed hands; the service starts all the same. */
const seed = async (
  program: ServiceProgram,
  file: string,
  content: unknown,
  log: (line: string) => void,
): Promise<void> => {
  const source = join(program.folder, 'seed.json');
  writeFileSync(source, JSON.stringify(content));
  const { ended } = await startProgram({ ...program, file }, [source]);
  if ((await ended) !== 0) log(`${program.name} was not seeded:\n${lastLogLines(program)}`);
};
