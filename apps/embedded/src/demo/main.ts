import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { importFile, importSummary } from '@recoup/cli/commands/import-file';
import { sampleOpenItems } from '@recoup/cli/sample/sample-open-items';
import { numberAt } from '@recoup/cli/session/json-path';
import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { awaitPeople } from '../host/await-people.ts';
import { hostedServices } from '../host/hosted-services.ts';
import { startHost } from '../host/start-host.ts';
import { prefixOf } from '../host/start-in-process.ts';
import { closingScene } from './closing-steps.ts';
import { type Scenery, sceneries } from './data-sets.ts';
import { packetScene, recoveryScene } from './packet-steps.ts';
import { pickReceivables } from './pick-receivables.ts';
import { narrator } from './printer.ts';
import { riskScene } from './risk-steps.ts';
import { castOf } from './sessions.ts';

const usage = `Usage: npm run demo [-- --file FILE --preset PRESET [--as-of DATE] [--entity E] [--currency C]] [--rows N] [--address URL]

Walks the whole line on an installation of its own that is gone afterwards: open items in, scored, approved, executed,
posted, recovered. With --address on one that runs, whose business date must be that of the file. Without a file it makes ${'`--rows`'} sample items. Presets: ${Object.keys(sceneries).join(', ')}.`;

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

const sceneryOf = (): Scenery | undefined => {
  const known = sceneries[values.preset];
  if (!known) return undefined;
  const asOf: CalendarDate | undefined = values['as-of'] ? toCalendarDate(values['as-of']) : known.asOf;
  if (!asOf) return undefined;
  const { entity = known.entity, currency = known.currency } = values;
  return { ...known, asOf, ...(entity ? { entity } : {}), ...(currency ? { currency } : {}) };
};

const story = narrator((line) => console.log(line));

const onItsOwn = async (scenery: Scenery, folder: string): Promise<void> => {
  story.step(
    'An installation of its own starts: PostgreSQL, four services, sign-in, mail, a stand-in general ledger',
  );
  const host = await startHost({
    dataDir: folder,
    port: 18_080,
    environment: { ...process.env, BUSINESS_DATE: scenery.asOf },
    log: () => undefined,
  });
  try {
    await walk(host.shown.address, scenery, folder);
  } finally {
    await host.stop();
  }
};

const onOneThatRuns = async (address: string, scenery: Scenery, folder: string): Promise<void> => {
  await awaitPeople(address, hostedServices.map(prefixOf));
  await walk(address, scenery, folder);
};

const walk = async (address: string, scenery: Scenery, folder: string): Promise<void> => {
  const cast = castOf(address);
  story.tell(`${address}, business date ${scenery.asOf}`);

  const file = values.file ?? join(folder, 'sample-open-items.csv');
  if (!values.file) {
    await pipeline(
      Readable.from(sampleOpenItems(Number(values.rows), scenery.asOf)),
      createWriteStream(file),
    );
  }
  story.step(`Open items come in: ${values.file ?? `${values.rows} sample rows`}, preset ${scenery.preset}`);
  const author = await cast.as('client-accounting-1');
  const imported = await importFile(author, { file, ...scenery }, story.tell);
  story.tell(importSummary(imported));

  await riskScene(cast, story, numberAt(imported, 'rows', 'new'));
  const [first, second] = await pickReceivables(author, 2);
  if (!first || !second) throw new Error('the file holds too few overdue receivables for two packets');
  await packetScene(cast, story, first, `${first.clientName} ${scenery.asOf} A`);
  const recovered = `${second.clientName} ${scenery.asOf} B`;
  const id = await packetScene(cast, story, second, recovered);
  await recoveryScene(cast, story, id, recovered);
  await closingScene(cast, address, story);
  story.step('The end: one packet written off, one recovered');
};

const scenery = sceneryOf();
if (values.help || !scenery) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const folder = await throwawayFolder('recoup-demo-');
try {
  if (values.address) await onOneThatRuns(values.address.replace(/\/$/, ''), scenery, folder);
  else await onItsOwn(scenery, folder);
} catch (error) {
  console.error(`The demo stops here: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
