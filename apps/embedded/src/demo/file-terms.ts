import type { ImportTerms } from '@recoup/cli/commands/imports/import-job';
import type { CalendarDate } from '@recoup/domain/calendar-date';

/** The file that a demo takes in, and what has to be said about it. */
export type FileTerms = Pick<ImportTerms, 'entity' | 'currency' | 'revenueShare'> & {
  readonly preset: string;
  readonly asOf: CalendarDate;
};

/** A published data set speaks of a day of its own; a file of the template of today, unless its terms say otherwise. */
type KnownTerms = Omit<FileTerms, 'asOf'> & { readonly asOf?: CalendarDate };

const day = (text: string): CalendarDate => text as CalendarDate;

/** What is said about each kind of file unless the command line says otherwise. */
export const fileTerms: Readonly<Record<string, KnownTerms>> = {
  recoup: { preset: 'recoup' },
  'ibm-late-payments': {
    preset: 'ibm-late-payments',
    asOf: day('2013-04-15'),
    entity: 'IBM',
    currency: 'USD',
    revenueShare: '0.1',
  },
  'highradius-open-items': {
    preset: 'highradius-open-items',
    asOf: day('2020-06-30'),
    currency: 'USD',
    revenueShare: '0.1',
  },
};
