import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { statement } from '../../program/option-values.ts';
import { Refused } from '../../session/refused.ts';
import type { Session } from '../../session/session.ts';
import { fileToSend } from '../imports/file-to-send.ts';
import { waitingForAnother } from './waiting-for-another.ts';

export const declareRates: DeclareCommand = (recoup, { session, print }) => {
  const rates = recoup
    .command('rates')
    .summary('list exchange rates, and propose some')
    .description('Lists exchange rates by which packets are routed and booked, and proposes others.')
    .addHelpText('after', examples('recoup rates list', proposeRates));
  rates
    .command('list')
    .summary('list exchange rates')
    .description('Lists the 200 newest exchange rates, those of the last day first.')
    .addHelpText('after', examples('recoup rates list'))
    .action(async () => print(await listRates(await session('gl-accountant-1'))));
  rates
    .command('propose')
    .summary('propose exchange rates')
    .description(
      'Proposes the rates of a CSV file with the columns from, to, day and rate, which a second person must approve.',
    )
    .argument('<file>', 'the rates as CSV', statement)
    .requiredOption('--source <text>', 'whose rates these are, such as a central bank', statement)
    .addHelpText('after', examples(proposeRates))
    .action(async (file, { source }) => {
      const accountant = await session('gl-accountant-1');
      const body = { source, rates: ratesOf(file, await (await fileToSend(file)).text()) };
      print(waitingForAnother(await accountant.post('/packet/v1/rates', { body }), 'GL accountant'));
    });
};

const proposeRates = 'recoup rates propose rates.csv --source "European Central Bank"';

const Rates = z.array(z.object({ from: z.string(), to: z.string(), day: z.string(), rate: z.string() }));

const ratesOf = (file: string, text: string): z.infer<typeof Rates> => {
  const read = (): unknown => parse(text, { bom: true, columns: true, trim: true, skip_empty_lines: true });
  const rates = Rates.safeParse(orUndefined(read));
  if (!rates.success)
    throw new Refused(`${file} must be comma-separated with the columns from, to, day and rate.`);
  return rates.data;
};

const orUndefined = (read: () => unknown): unknown => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

const listRates = async (session: Session): Promise<string> => {
  const { items } = await session.get('/packet/v1/rates', { query: { limit: 200 } });
  return items
    .map(
      ({ day, from, to, rate, version, source }) =>
        `${day}  ${from} to ${to}  ${rate}  version ${version}, ${source}`,
    )
    .join('\n');
};
