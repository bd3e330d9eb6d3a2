import { openAsBlob } from 'node:fs';
import { Option } from '@commander-js/extra-typings';
import type { LedgerApi } from '@recoup/contracts/api/ledger';
import { type DeclareCommand, examples } from '../program/command-context.ts';
import { calendarDate, currencyCode, share } from '../program/option-values.ts';
import type { Result } from '../session/api-client.ts';
import { Refused, type Session } from '../session/session.ts';

type Preset = NonNullable<LedgerApi['post']['/v1/imports']['call']['query']['preset']>;

/** Every preset of the API, which the compiler proves. */
const presets = {
  recoup: 'recoup',
  'ibm-late-payments': 'ibm-late-payments',
  'highradius-open-items': 'highradius-open-items',
} as const satisfies { readonly [Name in Preset]: Name };

export const declareImport: DeclareCommand = (recoup, { session, print, progress }) => {
  recoup
    .command('import')
    .summary('take open items into the ledger')
    .description('Takes the open items of a file into the ledger, or reads its settled items as history.')
    .argument('<file>', 'the file, CSV or JSON')
    .requiredOption('--as-of <date>', 'the day the file speaks of', calendarDate)
    .addOption(
      new Option('--preset <name>', 'the form of the file').choices(Object.values(presets)).default('recoup'),
    )
    .option('--source <name>', 'the system the file comes from; the ledger assumes erp')
    .option('--entity <code>', 'the legal entity, where the file names none')
    .option('--currency <code>', 'the currency, where the file names none', currencyCode)
    .option(
      '--revenue-share <decimal>',
      'the part that is commission, where the file has one amount only',
      share,
    )
    .option('--accept-valid', 'take the valid rows even if others are invalid')
    .option('--full-snapshot', 'the file names all that is open')
    .option('--history', 'read the settled items as history of their accounts; the ledger stays as it is')
    .option('--dry-run', 'only check')
    .addHelpText(
      'after',
      examples(
        'recoup import open-items.csv --as-of 2026-03-31',
        'recoup import invoices.csv --as-of 2013-04-15 --preset ibm-late-payments --entity IBM --currency USD --history',
      ),
    )
    .action(async (file, terms) => {
      const done = await importFile(await session('client-accounting-1'), { file, ...terms }, progress);
      print(`${terms.dryRun ? 'Checked' : 'Imported'}: ${importSummary(done)}`);
    });
};

export type ImportTerms = {
  readonly file: string;
  readonly preset: Preset;
  readonly asOf: string;
  readonly source?: string | undefined;
  readonly entity?: string | undefined;
  readonly currency?: string | undefined;
  readonly revenueShare?: string | undefined;
  readonly acceptValid?: boolean | undefined;
  readonly fullSnapshot?: boolean | undefined;
  readonly history?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
};

export type ImportJob = Result<'get', '/ledger/v1/jobs/{id}'>;

const pollMs = 300;

/** Sends a file to the ledger and follows it to its end; `onProgress` gets one line of progress at a time. */
export const importFile = async (
  session: Session,
  { file, ...terms }: ImportTerms,
  onProgress: (line: string) => void,
): Promise<ImportJob> => {
  const { acceptValid, fullSnapshot, history, dryRun, ...texts } = terms;
  const query = {
    ...texts,
    acceptValid: flag(acceptValid),
    fullSnapshot: flag(fullSnapshot),
    history: flag(history),
    dryRun: flag(dryRun),
  };
  const upload = await csvOrJson(file);
  return follow(session, await session.post('/ledger/v1/imports', { query, upload }), onProgress);
};

/** A file with the media type that its name stands for. */
export const csvOrJson = async (file: string): Promise<{ readonly bytes: Blob; readonly type: string }> => ({
  bytes: await openAsBlob(file).catch(() => {
    throw new Refused(`The file ${file} cannot be read.`);
  }),
  type: file.endsWith('.json') ? 'application/json' : 'text/csv',
});

const flag = (given: boolean | undefined): 'true' | undefined => (given ? 'true' : undefined);

const follow = async (
  session: Session,
  first: ImportJob,
  onProgress: (line: string) => void,
): Promise<ImportJob> => {
  const path = { id: first.importId };
  let latest = first;
  while (latest.endedAt === null) {
    const { phase, percent, rowsPerSecond, secondsLeft } = latest.progress;
    onProgress(`${phase} ${percent} %, ${rowsPerSecond ?? '?'} rows/s, ${secondsLeft ?? '?'} s left`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    latest = await session.get('/ledger/v1/jobs/{id}', { path });
  }
  if (latest.state !== 'REJECTED' && latest.state !== 'FAILED') return latest;
  const errors = await session.get('/ledger/v1/imports/{id}/errors', { path, query: { limit: 20 } });
  const lines = errors.items.map(({ row, column, reason }) => `  line ${row}, ${column}: ${reason}`);
  throw new Refused([`The import is ${latest.state}; nothing was changed.`, ...lines].join('\n'));
};

export const importSummary = ({ history, rows }: ImportJob): string => {
  if (history) {
    return [
      `${rows.total} rows`,
      `${rows.settled} settled, read as history`,
      `${rows.notSettled} not settled and passed by`,
      `${rows.invalid} invalid`,
    ].join(', ');
  }
  return [
    `${rows.total} rows`,
    `${rows.new} new`,
    `${rows.changed} changed`,
    `${rows.unchanged} unchanged`,
    `${rows.notOpen} not open`,
    `${rows.invalid} invalid`,
    `${rows.rounded} rounded`,
  ].join(', ');
};
