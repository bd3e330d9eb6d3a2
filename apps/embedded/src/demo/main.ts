import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fileToSend } from '@recoup/cli/commands/imports/file-to-send';
import { todayEverywhere } from '@recoup/cli/program/option-values';
import { reached } from '@recoup/cli/session/reached';
import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { awaitPeople } from '../host/await-people.ts';
import { hostedServices } from '../host/hosted-services.ts';
import { startHost } from '../host/start-host.ts';
import { prefixOf } from '../host/start-in-process.ts';
import { closingSteps } from './closing-steps.ts';
import { fileSteps } from './file-steps.ts';
import { type FileTerms, fileTerms } from './file-terms.ts';
import { firmSteps } from './firm-steps.ts';
import { packetSteps, recoverySteps } from './packet-steps.ts';
import { pickReceivables } from './pick-receivables.ts';
import { printer } from './printer.ts';
import { sessionsAt } from './sessions.ts';

const usage = `Usage: npm run demo [-- --rows N] [--address URL] [--file FILE --preset PRESET [--as-of DATE] [--entity E] [--currency C]]

Walks the whole line on an installation of its own that is gone afterwards: two weeks of an invented firm come in, debtors promise and
stay silent, cases escalate, packets of two entities are approved and executed, one is recovered. With --address it does the same on one
that runs, as often as you like; days pass there only if it was started with MOVABLE_CLOCK=on. With --file it takes in that file instead,
on its day, which for a file of the template is today. Presets: ${Object.keys(fileTerms).join(', ')}.`;

const options = () =>
  parseArgs({
    options: {
      file: { type: 'string' },
      preset: { type: 'string', default: 'recoup' },
      'as-of': { type: 'string' },
      entity: { type: 'string' },
      currency: { type: 'string' },
      rows: { type: 'string', default: '400' },
      address: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;

const optionsOrUsage = () => {
  try {
    return options();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
};
const values = optionsOrUsage();

const chosenTerms = (): FileTerms | undefined => {
  const known = fileTerms[values.preset];
  if (!known) return undefined;
  const asOf: CalendarDate | undefined = values['as-of']
    ? toCalendarDate(values['as-of'])
    : (known.asOf ?? todayEverywhere());
  if (!asOf) return undefined;
  const { entity = known.entity, currency = known.currency } = values;
  return { ...known, asOf, ...(entity ? { entity } : {}), ...(currency ? { currency } : {}) };
};

const demo = printer();

const onItsOwn = async (terms: FileTerms | undefined, folder: string): Promise<void> => {
  demo.step(
    'An installation of its own starts: PostgreSQL, four services, sign-in, mail, a simulated general ledger',
  );
  const host = await startHost({
    dataDir: folder,
    port: 18_080,
    movableClock: terms === undefined,
    // Nothing else of the caller's: their ADMIN_DATABASE_URL or KAFKA_BROKERS would make this a guest of the real installation.
    environment: { LOG_LEVEL: process.env.LOG_LEVEL, BUSINESS_DATE: terms?.asOf },
    log: () => undefined,
  });
  try {
    await walk(host.shown.address, terms, folder);
  } finally {
    await host.stop();
  }
};

const onOneThatRuns = async (
  address: string,
  terms: FileTerms | undefined,
  folder: string,
): Promise<void> => {
  const missing = await reached(address, awaitPeople(address, hostedServices.map(prefixOf)));
  if (missing.length > 0) throw new Error(`services do not know everybody: ${missing.join(', ')}`);
  await walk(address, terms, folder);
};

const walk = async (address: string, terms: FileTerms | undefined, folder: string): Promise<void> => {
  const sessions = sessionsAt(address);
  demo.line(`${address}${terms ? `, business date ${terms.asOf}` : ''}`);
  const today = terms
    ? await fileSteps(sessions, demo, values.file ?? '', terms)
    : await firmSteps(sessions, demo, { address, folder, rows: Number(values.rows) });

  const [first, second] = await pickReceivables(await sessions.as('client-accounting-1'), 2);
  if (!first || !second) throw new Error('the file holds too few overdue receivables for two packets');
  const writtenOff = await packetSteps(sessions, demo, first, today);
  const recovered = await packetSteps(sessions, demo, second, today);
  await recoverySteps(sessions, demo, recovered.id, recovered.name);
  await closingSteps(sessions, address, demo);
  demo.step(`The end: ${writtenOff.name} is written off, ${recovered.name} recovered`);
};

const terms = values.file === undefined ? undefined : chosenTerms();
const wrong = (values.file !== undefined && !terms) || !/^[1-9]\d{0,5}$/.test(values.rows);
if (values.help || wrong) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const folder = await throwawayFolder('recoup-demo-');
try {
  if (values.file !== undefined) await fileToSend(values.file);
  if (values.address) await onOneThatRuns(values.address.replace(/\/$/, ''), terms, folder);
  else await onItsOwn(terms, folder);
} catch (error) {
  console.error(`The demo stops here: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
