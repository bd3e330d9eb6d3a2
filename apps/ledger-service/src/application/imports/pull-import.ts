import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type Result, refused } from '@recoup/domain/result';
import type { ImportTerms } from '../../domain/import/open-item.ts';
import type { Imports } from '../../ports/imports/imports.ts';
import type { OpenItemFiles } from '../../ports/imports/open-item-files.ts';
import { type OpenItemPull, PullBrokenOff } from '../../ports/imports/open-item-pull.ts';
import type { Registry } from '../../ports/registry.ts';
import type { BeginImport, ImportRefusal, RequestImport } from './request-import.ts';

/** What is asked for; the day, the file and how it is written follow from the system itself. */
export type PullImport = Pick<
  RequestImport,
  | 'requestedBy'
  | 'requestKey'
  | 'requestDigest'
  | 'threadId'
  | 'acceptValid'
  | 'acceptWarnings'
  | 'dryRun'
  | 'scope'
> & { readonly source: string };

export type PullRefusal =
  | ImportRefusal
  | { readonly reason: 'nothing-connected' }
  | { readonly reason: 'pull-broken-off'; readonly why: string };

type Known = Pick<Registry, 'entities' | 'sourceMeant'>;

/**
 * Asks the connected system for all that is open, keeps it as a file, and has that imported like any other, as a full snapshot. Where the
 * system stops in the middle there is no file, and nothing is concluded. The same key asks nobody again.
 */
export const pullImport =
  (
    pull: OpenItemPull | null,
    imports: Pick<Imports, 'registered'>,
    files: Pick<OpenItemFiles, 'write'>,
    known: Known,
    todayIn: (timeZone: string) => CalendarDate,
    begin: BeginImport,
  ) =>
  async ({ source: written, ...asked }: PullImport): Promise<Result<string, PullRefusal>> => {
    if (!pull) return refused({ reason: 'nothing-connected' });
    const source = await known.sourceMeant(written);
    if (source === undefined) return refused({ reason: 'unknown-source', source: written });
    const before = await imports.registered(asked.requestedBy, asked.requestKey);
    if (before) return begin.follow(before, asked.requestDigest);
    const asOf = await dayOfAll(known, todayIn);
    const terms: ImportTerms = { source, asOf, entity: null, currency: null, revenueShare: null };
    let file: RequestImport['file'];
    try {
      file = { ...(await files.write(pull.records())), format: 'csv' };
    } catch (error) {
      if (!(error instanceof PullBrokenOff)) throw error;
      return refused({ reason: 'pull-broken-off', why: error.message });
    }
    return begin.start({
      ...asked,
      ...{
        terms,
        file,
        preset: pull.preset,
        mapping: null,
        fullSnapshot: true,
        pulled: true,
        history: false,
      },
      reading: { encoding: null, delimiter: ',', sheet: null },
      declared: { dates: null, numbers: null },
      controlTotal: null,
    });
  };

/** The day that has come in every legal entity, so that it is after today in none. */
const dayOfAll = async (
  { entities }: Known,
  todayIn: (timeZone: string) => CalendarDate,
): Promise<CalendarDate> => {
  const days = (await entities()).map(({ timeZone }) => todayIn(timeZone));
  return days.reduce((least, day) => (day < least ? day : least), todayIn('UTC'));
};
