import { openAsBlob } from 'node:fs';
import { at, listAt, numberAt, textAt } from '../session/json-path.ts';
import { problemText, Refused, type Session } from '../session/session.ts';

export type ImportTerms = {
  readonly file: string;
  readonly preset: string;
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

const pollMs = 300;

/** Sends a file to the ledger and follows it to its end; `onProgress` gets one line of progress at a time. */
export const importFile = async (
  session: Session,
  { file, ...terms }: ImportTerms,
  onProgress: (line: string) => void,
): Promise<unknown> => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(terms)) {
    if (value !== undefined && value !== false) query.set(name, String(value));
  }
  const upload = {
    bytes: await openAsBlob(file),
    type: file.endsWith('.json') ? 'application/json' : 'text/csv',
  };
  const answer = await session.ask('POST', `/ledger/v1/imports?${query}`, { upload });
  if (answer.status >= 400) throw new Refused(problemText(answer));
  return follow(session, answer.body, onProgress);
};

const follow = async (
  session: Session,
  first: unknown,
  onProgress: (line: string) => void,
): Promise<unknown> => {
  let latest = first;
  while (textAt(latest, 'endedAt') === '') {
    const { phase, percent, rowsPerSecond, secondsLeft } = progressOf(latest);
    onProgress(`${phase} ${percent} %, ${rowsPerSecond} rows/s, ${secondsLeft} s left`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    latest = await session.get('GET', `/ledger/v1/jobs/${textAt(first, 'importId')}`);
  }
  const state = textAt(latest, 'state');
  if (state === 'REJECTED' || state === 'FAILED') {
    const path = `/ledger/v1/imports/${textAt(first, 'importId')}/errors?limit=20`;
    const errors = listAt(await session.get('GET', path), 'items');
    const lines = errors.map(
      (error) => `  line ${textAt(error, 'row')}, ${textAt(error, 'column')}: ${textAt(error, 'reason')}`,
    );
    throw new Refused([`The import is ${state}; nothing was changed.`, ...lines].join('\n'));
  }
  return latest;
};

const progressOf = (latest: unknown) => ({
  phase: textAt(latest, 'progress', 'phase'),
  percent: numberAt(latest, 'progress', 'percent'),
  rowsPerSecond: textAt(latest, 'progress', 'rowsPerSecond') || '?',
  secondsLeft: textAt(latest, 'progress', 'secondsLeft') || '?',
});

export const importSummary = (done: unknown): string => {
  const rows = (name: string) => numberAt(done, 'rows', name);
  if (at(done, 'history') === true) {
    return [
      `${rows('total')} rows`,
      `${rows('settled')} settled, read as history`,
      `${rows('notSettled')} not settled and passed by`,
      `${rows('invalid')} invalid`,
    ].join(', ');
  }
  return [
    `${rows('total')} rows`,
    `${rows('new')} new`,
    `${rows('changed')} changed`,
    `${rows('unchanged')} unchanged`,
    `${rows('notOpen')} not open`,
    `${rows('invalid')} invalid`,
    `${rows('rounded')} rounded`,
  ].join(', ');
};
