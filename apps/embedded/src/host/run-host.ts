import { parseArgs } from 'node:util';
import { dataFolder, whereWritable } from '@recoup/local/data-folder';
import { keepDataAside } from '@recoup/local/keep-data-aside';
import { announce, claimFolder, formerHost, releaseFolder } from '@recoup/local/lock-file';
import { hasEnded } from '@recoup/local/process';
import { EarlierRelease } from '@recoup/runtime/database/earlier-release';
import { readConfig } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';
import { summary } from './pages/summary.ts';
import { startHost } from './start-host.ts';
import { stopOnSignal } from './stop-on-signal.ts';

const settings = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(8_080),
  RECOUP_DATA: z.string().min(1).optional(),
  PROCESSES: z.enum(['one', 'each']).optional().describe('all services in one process, or each in its own'),
  BUS: z.enum(['postgres', 'kafka']).optional().describe('what carries the messages'),
  MOVABLE_CLOCK: z.stringbool().default(false).describe('lets anybody put the clock ahead, for trying out'),
  SCORERS: z.coerce.number().int().min(0).max(12).default(1).describe('processes that score the daily sync'),
});

/** A process that was killed has its ports until it is gone, which takes a moment where it had much memory. */
const formerEndsWithinMs = 10_000;

const usage = `Runs all of Recoup on this machine. --start-anew keeps the data that are there in a folder beside theirs and begins with none. Its settings are environment variables: PORT, RECOUP_DATA, PROCESSES (one, each), BUS (postgres, kafka),
SCORERS, MOVABLE_CLOCK (on, off), ADMIN_DATABASE_URL and KAFKA_IMAGE. Of the settings in docs/settings only BUSINESS_DATE, TIME_ZONE, LOG_LEVEL
and those of Kafka are passed to the services.`;

const readArguments = (): { readonly startAnew: boolean } => {
  try {
    const { values } = parseArgs({
      options: { help: { type: 'boolean', short: 'h' }, 'start-anew': { type: 'boolean', default: false } },
    });
    if (!values.help) return { startAnew: values['start-anew'] };
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exit(2);
  }
};

/** What is wrong with a setting is said in a sentence, without where in the code it was noticed. */
const orUsage = <Value>(read: () => Value): Value => {
  try {
    return read();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
};

/** Takes the folder for this host, once one that was killed on it is gone; where another one runs on it, says so and ends. */
const claim = async (dataDir: string): Promise<void> => {
  const formerLives = formerHost(dataDir);
  const other = orUsage(() => whereWritable(dataDir, () => claimFolder(dataDir)));
  if (other) {
    const { pid, address = 'it is still starting' } = other;
    console.log(
      `Recoup is already running on ${dataDir}${pid === undefined ? '' : ` (process ${pid})`}: ${address}`,
    );
    process.exit(1);
  }
  process.once('exit', () => releaseFolder(dataDir));
  if (!(await hasEnded(formerLives, formerEndsWithinMs)))
    console.log('The process of an earlier run has not ended yet, so its ports are still in use.');
};

/** Runs the whole installation on this machine until a signal stops it; the environment wins over the given shape. */
export const runHost = async (
  environment: Readonly<Record<string, string | undefined>>,
  shape: { readonly processes: 'one' | 'each'; readonly bus: 'postgres' | 'kafka' },
): Promise<void> => {
  const { startAnew } = readArguments();
  const began = performance.now();
  const config = orUsage(() => readConfig(settings, environment));
  if (config.MOVABLE_CLOCK && environment.BUSINESS_DATE) {
    console.error('BUSINESS_DATE fixes the date that MOVABLE_CLOCK would move: set one of them.');
    process.exit(2);
  }
  const dataDir = orUsage(() => dataFolder(config.RECOUP_DATA));
  await claim(dataDir);
  if (startAnew) {
    const kept = orUsage(() => whereWritable(dataDir, () => keepDataAside(dataDir, new Date())));
    console.log(kept ? `The data that were in ${dataDir} are kept in ${kept}.` : `${dataDir} holds no data.`);
  }

  const starting = startHost({
    dataDir,
    port: config.PORT,
    processes: config.PROCESSES ?? shape.processes,
    bus: config.BUS ?? shape.bus,
    scorers: config.SCORERS,
    movableClock: config.MOVABLE_CLOCK,
    environment,
    log: (line) => console.log(line),
    onLost: (reason) => {
      console.error(`${reason}\nRecoup cannot go on without PostgreSQL and stops.`);
      stopWith(1);
    },
  });
  const stopWith = stopOnSignal(async () => (await starting.catch(() => undefined))?.stop());

  try {
    const { shown } = await starting;
    announce(dataDir, shown.address);
    console.log(summary(shown, (performance.now() - began) / 1_000));
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault);
    if (fault instanceof EarlierRelease)
      console.error(`To keep the data of ${dataDir} beside it and begin with none, start with --start-anew.`);
    process.exitCode = 1;
  }
};
