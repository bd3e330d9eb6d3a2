import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { importFile, importSummary } from '@recoup/cli/commands/import-job';
import { sampleOpenItems } from '@recoup/cli/sample/sample-open-items';
import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { awaitPeople } from '../host/await-people.ts';
import { hostedServices } from '../host/hosted-services.ts';
import { startHost } from '../host/start-host.ts';
import { prefixOf } from '../host/start-in-process.ts';
import { closingSteps } from './closing-steps.ts';
import { type DataSet, dataSets } from './data-sets.ts';
import { packetSteps, recoverySteps } from './packet-steps.ts';
import { pickReceivables } from './pick-receivables.ts';
import { printer } from './printer.ts';
import { riskSteps } from './risk-steps.ts';
import { sessionsAt } from './sessions.ts';

const usage = `Usage: npm run demo [-- --file FILE --preset PRESET [--as-of DATE] [--entity E] [--currency C]] [--rows N] [--address URL]

Walks the whole line on an installation of its own that is gone afterwards: open items in, scored, approved, executed,
posted, recovered. With --address on one that runs, whose business date must be that of the file. Without a file it makes ${'`--rows`'} sample items. Presets: ${Object.keys(dataSets).join(', ')}.`;

const { values } = parseArgs({
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
});

const chosenDataSet = (): DataSet | undefined => {
  const known = dataSets[values.preset];
  if (!known) return undefined;
  const asOf: CalendarDate | undefined = values['as-of'] ? toCalendarDate(values['as-of']) : known.asOf;
  if (!asOf) return undefined;
  const { entity = known.entity, currency = known.currency } = values;
  return { ...known, asOf, ...(entity ? { entity } : {}), ...(currency ? { currency } : {}) };
};

const demo = printer((line) => console.log(line));

const onItsOwn = async (dataSet: DataSet, folder: string): Promise<void> => {
  demo.step(
    'An installation of its own starts: PostgreSQL, four services, sign-in, mail, a simulated general ledger',
  );
  const host = await startHost({
    dataDir: folder,
    port: 18_080,
    // Nothing else of the caller's: their ADMIN_DATABASE_URL or KAFKA_BROKERS would make this a guest of the real installation.
    environment: { LOG_LEVEL: process.env.LOG_LEVEL, BUSINESS_DATE: dataSet.asOf },
    log: () => undefined,
  });
  try {
    await walk(host.shown.address, dataSet, folder);
  } finally {
    await host.stop();
  }
};

const onOneThatRuns = async (address: string, dataSet: DataSet, folder: string): Promise<void> => {
  const missing = await awaitPeople(address, hostedServices.map(prefixOf));
  if (missing.length > 0) throw new Error(`services do not know everybody: ${missing.join(', ')}`);
  await walk(address, dataSet, folder);
};

const walk = async (address: string, dataSet: DataSet, folder: string): Promise<void> => {
  const sessions = sessionsAt(address);
  demo.line(`${address}, business date ${dataSet.asOf}`);

  const file = values.file ?? join(folder, 'sample-open-items.csv');
  if (!values.file) {
    await pipeline(
      Readable.from(sampleOpenItems(Number(values.rows), dataSet.asOf)),
      createWriteStream(file),
    );
  }
  demo.step(`Open items come in: ${values.file ?? `${values.rows} sample rows`}, preset ${dataSet.preset}`);
  const author = await sessions.as('client-accounting-1');
  const imported = await importFile(author, { file, ...dataSet }, demo.line);
  demo.line(importSummary(imported));

  await riskSteps(sessions, demo, imported.rows.new);
  const [first, second] = await pickReceivables(author, 2);
  if (!first || !second) throw new Error('the file holds too few overdue receivables for two packets');
  await packetSteps(sessions, demo, first, `${first.clientName} ${dataSet.asOf} A`);
  const recovered = `${second.clientName} ${dataSet.asOf} B`;
  const id = await packetSteps(sessions, demo, second, recovered);
  await recoverySteps(sessions, demo, id, recovered);
  await closingSteps(sessions, address, demo);
  demo.step('The end: one packet written off, one recovered');
};

const dataSet = chosenDataSet();
if (values.help || !dataSet) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const folder = await throwawayFolder('recoup-demo-');
try {
  if (values.address) await onOneThatRuns(values.address.replace(/\/$/, ''), dataSet, folder);
  else await onItsOwn(dataSet, folder);
} catch (error) {
  console.error(`The demo stops here: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
