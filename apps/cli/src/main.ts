import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { toCalendarDate } from '@recoup/domain/calendar-date';
import { checkInstallation } from './check/check-installation.ts';
import {
  confirmDeadLetter,
  discardDeadLetter,
  dryRunReplay,
  listDeadLetters,
  replayDeadLetter,
  showDeadLetter,
  withdrawDeadLetter,
} from './commands/dead-letters.ts';
import { importFile, importSummary } from './commands/import-file.ts';
import { approvePeople, listPeopleImports, proposePeople, rejectPeople } from './commands/people.ts';
import { syncRisk } from './commands/sync.ts';
import { verifyLog } from './commands/verify.ts';
import { sampleOpenItems } from './sample/sample-open-items.ts';
import { installation, Refused, type Session, signIn } from './session/session.ts';

const usage = `Usage: npm run recoup -- COMMAND

  import FILE --as-of DATE [--preset P] [--source S] [--entity E] [--currency C] [--revenue-share R]
              [--accept-valid] [--full-snapshot] [--dry-run]     take open items into the ledger
              [--history]                                        or read the settled ones as history of their accounts
  sync                                                           score every open receivable now
  verify                                                         verify the ledger log
  people import FILE | list | approve ID | reject ID --reason TEXT
                                                                 people by a list, which a second administrator approves
  check                                                          ask every invariant of every service
  dead-letters list | show ID | replay ID [--reason TEXT] [--dry-run] | discard ID --reason TEXT [--sequence N]
                                                                 messages that could not be taken in
  dead-letters confirm ID | withdraw ID [--reason TEXT]          what another operator asked for at the ledger
  sample FILE --rows N --as-of DATE [--seed N]                   write invented open items

Speaks to the embedded host on this machine, or to RECOUP_ADDRESS with RECOUP_TOKEN.
Presets: recoup, ibm-late-payments, highradius-open-items.
Exit codes: 0 done, 1 refused, 2 usage.`;

class WrongUsage extends Error {}

const options = {
  help: { type: 'boolean', short: 'h' },
  preset: { type: 'string', default: 'recoup' },
  source: { type: 'string' },
  entity: { type: 'string' },
  currency: { type: 'string' },
  'revenue-share': { type: 'string' },
  'as-of': { type: 'string' },
  'accept-valid': { type: 'boolean' },
  'full-snapshot': { type: 'boolean' },
  history: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  reason: { type: 'string' },
  sequence: { type: 'string' },
  rows: { type: 'string', default: '1000' },
  seed: { type: 'string' },
} as const;

const read = () => {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : 'unknown option');
  }
};
type Given = ReturnType<typeof read>['values'];

const progress = (line: string) => {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
};
const as = (login: string): Promise<Session> => signIn(installation(), login);

const asOfOf = (values: Given) => {
  const day = toCalendarDate(values['as-of'] ?? '');
  if (!day) throw new WrongUsage('--as-of must be a day, YYYY-MM-DD');
  return day;
};

const commands: Readonly<Record<string, (rest: readonly string[], values: Given) => Promise<string>>> = {
  import: async ([file, ...more], values) => {
    if (!file || more.length > 0) throw new WrongUsage('import takes one file');
    const terms = {
      file,
      preset: values.preset,
      asOf: asOfOf(values),
      source: values.source,
      entity: values.entity,
      currency: values.currency,
      revenueShare: values['revenue-share'],
      acceptValid: values['accept-valid'],
      fullSnapshot: values['full-snapshot'],
      history: values.history,
      dryRun: values['dry-run'],
    };
    const done = await importFile(await as('client-accounting-1'), terms, progress);
    return `${terms.dryRun ? 'Checked' : 'Imported'}: ${importSummary(done)}`;
  },
  sync: async () => syncRisk(await as('collections-lead-1'), progress),
  verify: async () => {
    const { entries, head } = await verifyLog(await as('auditor-1'), progress);
    return `verified: ${entries} entries, head ${head}`;
  },
  people: async ([what, which], { reason }) => {
    if (what === 'import' && which) return proposePeople(await as('admin-1'), which);
    if (what === 'list') return listPeopleImports(await as('admin-1'));
    if (what === 'approve' && which) return approvePeople(await as('admin-2'), which);
    if (what === 'reject' && which && reason) return rejectPeople(await as('admin-2'), which, reason);
    throw new WrongUsage('people takes import FILE, list, approve ID or reject ID --reason TEXT');
  },
  check: async () => {
    const session = await as('operator-1');
    const { lines, broken } = await checkInstallation(session, undefined, progress);
    if (broken > 0) throw new Refused([...lines, `${broken} broken`].join('\n'));
    return [...lines, 'all hold'].join('\n');
  },
  'dead-letters': async ([what, id], { reason, sequence, 'dry-run': dryRun }) => {
    if (what === 'confirm' && id) return confirmDeadLetter(await as('operator-2'), id);
    const session = await as('operator-1');
    if (what === 'list') return (await listDeadLetters(session)).join('\n') || 'There are none.';
    if (what === 'show' && id) return showDeadLetter(session, id);
    if (what === 'replay' && id && dryRun) return dryRunReplay(session, id);
    if (what === 'replay' && id) return replayDeadLetter(session, id, reason);
    if (what === 'discard' && id && reason) return discardDeadLetter(session, id, reason, sequence);
    if (what === 'withdraw' && id) return withdrawDeadLetter(session, id, reason);
    throw new WrongUsage(
      'dead-letters takes list, show ID, replay ID, discard ID --reason TEXT, confirm ID or withdraw ID',
    );
  },
  sample: async ([file], values) => {
    const rows = Number(values.rows);
    if (!file || !Number.isInteger(rows) || rows < 1) throw new WrongUsage('sample takes a file and --rows');
    const seed = values.seed === undefined ? undefined : Number(values.seed);
    await pipeline(Readable.from(sampleOpenItems(rows, asOfOf(values), seed)), createWriteStream(file));
    return `Wrote ${rows} open items to ${file}`;
  },
};

const run = async (): Promise<number> => {
  try {
    const { values, positionals } = read();
    const [name = '', ...rest] = positionals;
    const command = commands[name];
    if (values.help) {
      console.log(usage);
      return 0;
    }
    if (!command) throw new WrongUsage(name === '' ? 'Name a command' : `There is no command ${name}`);
    console.log(await command(rest, values));
    return 0;
  } catch (error) {
    if (error instanceof WrongUsage) {
      console.error(`${error.message}\n\n${usage}`);
      return 2;
    }
    console.error(
      error instanceof Refused ? error.message : `Failed: ${error instanceof Error ? error.message : error}`,
    );
    return 1;
  }
};

process.exitCode = await run();
