import { Option } from '@commander-js/extra-typings';
import { statement } from '../../program/option-values.ts';
import { knownKinds } from './known-kinds.ts';

/** Says what kind of file it is: any of those that are shown, or the name of a mapping. */
export const kindOfFile = () =>
  new Option(
    '--preset <name>',
    'the kind of the file, or a mapping of its source; without it the header decides',
  )
    .choices(knownKinds)
    .argParser(statement);

/** Says which comes first in dates that do not show it. */
export const dateOrder = () =>
  new Option('--dates <order>', 'the order of dates, where the file does not show it').choices([
    'day-first',
    'month-first',
  ] as const);

/** Says how amounts are printed. */
export const numberStyle = () =>
  new Option(
    '--numbers <style>',
    'how amounts are printed: plain 1250.00, point 1,250.00 or comma 1.250,00',
  ).choices(['plain', 'point', 'comma'] as const);
