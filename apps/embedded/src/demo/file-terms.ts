import type { ImportTerms } from '@recoup/cli/commands/import-job';
import type { CalendarDate } from '@recoup/domain/calendar-date';

/** The file that a demo takes in, and what has to be said about it. */
export type DataSet = Pick<ImportTerms, 'preset' | 'entity' | 'currency' | 'revenueShare'> & {
  readonly asOf: CalendarDate;
};

const day = (text: string): CalendarDate => text as CalendarDate;

/** What is said about each kind of file unless the command line says otherwise. */
export const dataSets: Readonly<Record<string, DataSet>> = {
  recoup: { preset: 'recoup', asOf: day('2026-03-31') },
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
