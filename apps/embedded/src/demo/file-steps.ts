import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { FileTerms } from './file-terms.ts';
import { importStep } from './import-steps.ts';
import type { Printer } from './printer.ts';
import { entitiesIn, registerStep } from './register-steps.ts';
import { riskSteps } from './risk-steps.ts';
import type { Sessions } from './sessions.ts';

/** Takes one given file in and has it scored; answers the day it speaks of. */
export const fileSteps = async (
  sessions: Sessions,
  printer: Printer,
  file: string,
  terms: FileTerms,
): Promise<CalendarDate> => {
  await registerStep(sessions, printer, { entities: await entitiesIn(file, terms) });
  const title = `Open items come in: ${file}, preset ${terms.preset}`;
  const imported = await importStep(sessions, printer, title, { file, ...terms });
  await riskSteps(sessions, printer, imported.rows.new);
  return terms.asOf;
};
