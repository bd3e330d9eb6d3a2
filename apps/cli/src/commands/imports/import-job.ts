import type { LedgerApi } from '@recoup/contracts/api/ledger';
import type { Problem } from '@recoup/contracts/api-client';
import * as z from 'zod';
import { counted } from '../../program/counted.ts';
import { sentence } from '../../program/sentence.ts';
import type { Result } from '../../session/api-client.ts';
import { Refused } from '../../session/refused.ts';
import { accepted, type Session } from '../../session/session.ts';
import { openItems } from './file-to-send.ts';

type ImportQuery = LedgerApi['post']['/v1/imports']['call']['query'];

export type ImportTerms = {
  readonly file: string;
  readonly preset?: string | undefined;
  readonly asOf: string;
  readonly source?: string | undefined;
  readonly entity?: string | undefined;
  readonly currency?: string | undefined;
  readonly revenueShare?: string | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: ImportQuery['delimiter'];
  readonly sheet?: string | undefined;
  readonly dates?: ImportQuery['dates'];
  readonly numbers?: ImportQuery['numbers'];
  readonly controlTotal?: string | undefined;
  readonly acceptValid?: boolean | undefined;
  readonly acceptWarnings?: boolean | undefined;
  readonly fullSnapshot?: boolean | undefined;
  readonly history?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
};

export type ImportJob = Result<'get', '/ledger/v1/jobs/{id}'>;
type RowError = Omit<Result<'get', '/ledger/v1/imports/{id}/errors'>['items'][number], 'fatal'>;

const pollMs = 300;
const errorsShown = 20;
const valueLengthShown = 40;

/** Sends a file to the ledger and follows it to its end; `onProgress` gets one line of progress at a time. */
export const importFile = async (
  session: Session,
  { file, ...terms }: ImportTerms,
  onProgress: (line: string) => void,
): Promise<ImportJob> => {
  const { acceptValid, acceptWarnings, fullSnapshot, history, dryRun, ...texts } = terms;
  const query = {
    ...texts,
    acceptValid: flag(acceptValid),
    acceptWarnings: flag(acceptWarnings),
    fullSnapshot: flag(fullSnapshot),
    history: flag(history),
    dryRun: flag(dryRun),
  };
  const upload = await openItems(file);
  return endOf(session, await session.answers.post('/ledger/v1/imports', { query, upload }), onProgress);
};

export type PullTerms = Pick<ImportTerms, 'acceptValid' | 'acceptWarnings' | 'dryRun'> & {
  readonly source: string;
};

/** Has the ledger ask the system that is connected to it, and follows the import to its end. */
export const pulledImport = async (
  session: Session,
  { source, ...terms }: PullTerms,
  onProgress: (line: string) => void,
): Promise<ImportJob> => {
  const query = {
    source,
    acceptValid: flag(terms.acceptValid),
    acceptWarnings: flag(terms.acceptWarnings),
    dryRun: flag(terms.dryRun),
  };
  return endOf(session, await session.answers.post('/ledger/v1/imports/pulled', { query }), onProgress);
};

const endOf = async (
  session: Session,
  sent: Awaited<ReturnType<typeof session.answers.post<'/ledger/v1/imports'>>>,
  onProgress: (line: string) => void,
): Promise<ImportJob> => {
  const rejected = sent.ok ? undefined : rejectedImport(sent.body);
  if (rejected) throw await rejection(session, rejected);
  const done = await followImport(session, accepted(sent), onProgress);
  const { importId, state, rows, failure } = done;
  if (state === 'FAILED')
    throw new Refused(sentence(`Import ${importId} failed; nothing was changed: ${failure}`));
  if (state === 'REJECTED') throw await rejection(session, importId);
  if (rows.total > 0 && rows.invalid === rows.total)
    throw new Refused(
      await withErrors(session, importId, `Import ${importId} took in nothing: no row is valid.`),
    );
  return done;
};

/** The id of an import whose rows were rejected at once; none where the call itself is at fault. */
const rejectedImport = ({ code, errors = [], ...more }: Problem): string | undefined =>
  code === 'IMPORT_REJECTED' && errors.every(({ pointer }) => !pointer.startsWith('query/'))
    ? z.object({ importId: z.uuid() }).parse(more).importId
    : undefined;

const rejection = async (session: Session, importId: string): Promise<Refused> => {
  const rejected = await session.get('/ledger/v1/imports/{id}', { path: { id: importId } });
  const sentence = `Import ${importId} was rejected; nothing was changed.`;
  const howRead = readAs(rejected).map((parts) => `It was read as ${parts}.`);
  return new Refused(await withErrors(session, importId, [sentence, ...howRead].join(' ')));
};

const flag = (given: boolean | undefined): 'true' | undefined => (given ? 'true' : undefined);

const followImport = async (
  session: Session,
  first: ImportJob,
  onProgress: (line: string) => void,
): Promise<ImportJob> => {
  const path = { id: first.importId };
  const began = performance.now();
  let latest = first;
  let startedAt = first.startedAt;
  let again = '';
  while (latest.endedAt === null) {
    if (startedAt !== null && latest.startedAt !== startedAt)
      again = ', taken up again from the beginning of the file after the ledger lost it';
    startedAt = latest.startedAt;
    onProgress(`${progressLine(latest.progress)}, ${elapsed(performance.now() - began)}${again}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    latest = await session.get('/ledger/v1/jobs/{id}', { path }).catch((fault) => {
      if (!(fault instanceof Refused)) throw fault;
      throw new Refused(
        `${fault.message}\nImport ${first.importId} is not lost: the ledger goes on with it.`,
      );
    });
  }
  return latest;
};

/** How long something has taken, for whoever waits for it. */
export const elapsed = (ms: number): string => {
  const seconds = Math.floor(ms / 1_000);
  return seconds < 60 ? `${seconds} s so far` : `${Math.floor(seconds / 60)} min ${seconds % 60} s so far`;
};

const saidOf = (phase: string): string => {
  switch (phase) {
    case 'WAITING':
      return 'Waiting for another import of this source';
    case 'FETCHING':
      return 'Asking NetSuite';
    default:
      return `${phase[0]}${phase.slice(1).toLowerCase()}`;
  }
};

/** What is known of long work: rows are compared at once, and at a rate read, posted and published. */
const progressLine = ({ phase, percent, rowsPerSecond, secondsLeft }: ImportJob['progress']): string => {
  const doing = `${saidOf(phase)}: ${percent} %`;
  const rate = rowsPerSecond === null ? [] : [`${rowsPerSecond.toLocaleString('en-US')} rows a second`];
  const left = secondsLeft === null ? [] : [`${Math.ceil(secondsLeft)} s left`];
  return [doing, ...rate, ...left].join(', ');
};

/** A sentence, the first errors below it, and the way to all of them. */
const withErrors = async (session: Session, importId: string, sentence: string): Promise<string> => {
  const { items, page } = await session.get('/ledger/v1/imports/{id}/errors', {
    path: { id: importId },
    query: { fatal: 'true', limit: errorsShown },
  });
  const more = page.has_more ? [`These are the first ${errorsShown} errors.`] : [];
  const hint = items.some(({ row }) => row > 1) ? [rejectedRowsHint(importId)] : [];
  return [sentence, ...items.map(errorLine), ...more, ...hint].join('\n');
};

export const errorLine = ({ row, column, value, reason }: RowError): string => {
  const shown = value.length > valueLengthShown ? `${value.slice(0, valueLengthShown)}...` : value;
  const line = row === 0 ? [] : [`line ${row}`];
  const where = [...line, ...(column === '' ? [] : [column])].join(', ') || 'the file';
  return `  ${where}: ${shown === '' ? '' : `"${shown}" `}${reason}`;
};

const rejectedRowsHint = (importId: string): string =>
  `The rejected rows with their errors: recoup rejected-rows ${importId} rejected.csv`;

/** What an import did, by its id and the numbers of its rows. */
export const importSummary = (done: ImportJob): string => {
  const { importId, rows } = done;
  const closed = done.closedAtSource > 0 ? [notInFile(done.closedAtSource)] : [];
  const future = !done.history && rows.total > 0 && rows.notOpen === rows.total ? [noneOpen(done.asOf)] : [];
  const rejected = rows.invalid > 0 ? [rejectedRowsHint(importId)] : [];
  return [
    `${importId}: ${countsOf(done)}`,
    ...readAs(done).map((parts) => `Read as: ${parts}`),
    ...took(done),
    ...future,
    ...closed,
    ...rejected,
  ].join('\n');
};

const shownFromSeconds = 10;

/** How long the stages of an import took that was not over at once. */
const took = ({ stages }: ImportJob): readonly string[] => {
  const known = Object.entries(stages).flatMap(([stage, seconds]) =>
    seconds === null ? [] : [{ stage, seconds }],
  );
  const all = known.reduce((sum, { seconds }) => sum + seconds, 0);
  if (all < shownFromSeconds) return [];
  return [`Took: ${known.map(({ stage, seconds }) => `${stage} ${seconds.toFixed(1)} s`).join(', ')}`];
};

/** How the file was read, which the ledger may have found out by itself. */
const readAs = ({ reading }: ImportJob): readonly string[] => {
  if (reading === null) return [];
  const { encoding, delimiter, sheet, preset, chosenBy } = reading;
  const parts = [
    ...(encoding === null ? [] : [encoding.toUpperCase()]),
    ...(delimiter === null ? [] : [`delimiter ${delimiter}`]),
    ...(sheet === null ? [] : [`sheet ${sheet}`]),
    ...(preset === null ? [] : [`kind ${preset}${chosenBy === 'header' ? ', as its header shows' : ''}`]),
  ];
  return [parts.join(', ')];
};

const noneOpen = (asOf: string): string =>
  `No row is open on ${asOf}: each is dated after it or was settled by then. Is --as-of the day the file speaks of?`;

const notInFile = (items: number): string =>
  items === 1
    ? '1 open item is not in the file. It stays open until somebody says whether it is closed: recoup closed-at-source list'
    : `${items} open items are not in the file. They stay open until somebody says whether they are closed: recoup closed-at-source list`;

const someOf = (rows: number, what: string): readonly string[] => (rows > 0 ? [`${rows} ${what}`] : []);

const countsOf = ({ history, rows }: ImportJob): string =>
  (history
    ? [
        counted(rows.total, 'row'),
        `${rows.settled} settled, read as history`,
        `${rows.notSettled} not settled and passed by`,
        `${rows.invalid} invalid`,
      ]
    : [
        counted(rows.total, 'row'),
        `${rows.new} new`,
        `${rows.changed} changed`,
        `${rows.unchanged} unchanged`,
        ...someOf(rows.closed, 'closed at the source'),
        ...someOf(rows.older, 'older than what is known'),
        ...someOf(rows.overtaken, 'overtaken'),
        ...someOf(rows.repeated, 'repeated'),
        ...someOf(rows.writtenOff, 'news of what is written off'),
        `${rows.notOpen} not open`,
        `${rows.invalid} invalid`,
        ...someOf(rows.credits, 'credits, listed and not taken'),
        ...someOf(rows.notItems, 'no items'),
        ...someOf(rows.rounded, 'rounded'),
      ]
  ).join(', ');
