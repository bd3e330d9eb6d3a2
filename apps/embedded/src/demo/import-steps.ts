import {
  type ImportJob,
  type ImportTerms,
  importFile,
  importSummary,
} from '@recoup/cli/commands/imports/import-job';
import type { Printer } from './printer.ts';
import type { Sessions } from './sessions.ts';

/** Takes a file in and shows what became of its rows. */
export const importStep = async (
  sessions: Sessions,
  { step, line, progress }: Printer,
  title: string,
  terms: ImportTerms,
): Promise<ImportJob> => {
  step(title);
  const done = await importFile(await sessions.as('client-accounting-1'), terms, progress);
  line(importSummary(done).replace(/^[^:]*: /, ''));
  return done;
};
