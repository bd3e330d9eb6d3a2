import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type Result, refused } from '@recoup/domain/result';
import type { ImportTerms } from '../../domain/import/open-item.ts';
import type { OpenItemPull } from '../../ports/imports/open-item-pull.ts';
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

export type PullRefusal = ImportRefusal | { readonly reason: 'nothing-connected' };

type Known = Pick<Registry, 'entities' | 'sourceMeant'>;

/**
 * Has all that is open in the connected system imported as a full snapshot. Whoever takes the import up asks the system, which may take
 * longer than a caller waits; the same key asks nobody again.
 */
export const pullImport =
  (
    pull: Pick<OpenItemPull, 'preset'> | null,
    known: Known,
    todayIn: (timeZone: string) => CalendarDate,
    begin: BeginImport,
  ) =>
  async ({ source: written, ...asked }: PullImport): Promise<Result<string, PullRefusal>> => {
    if (!pull) return refused({ reason: 'nothing-connected' });
    const source = await known.sourceMeant(written);
    if (source === undefined) return refused({ reason: 'unknown-source', source: written });
    const asOf = await dayOfAll(known, todayIn);
    const terms: ImportTerms = { source, asOf, entity: null, currency: null, revenueShare: null };
    return begin({
      ...asked,
      ...{ terms, file: null, preset: pull.preset, mapping: null },
      ...{ fullSnapshot: true, pulled: true, history: false },
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
