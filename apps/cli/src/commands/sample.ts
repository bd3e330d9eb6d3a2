import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type DeclareCommand, examples, refusing } from '../program/command-context.ts';
import { calendarDate, todayEverywhere, wholeNumber } from '../program/option-values.ts';
import { sampleOpenItems, sampleSeed } from '../sample/sample-open-items.ts';

export const declareSample: DeclareCommand = (recoup, { print }) => {
  recoup
    .command('sample')
    .hook('preAction', refusing('address', 'token', 'as'))
    .summary('write invented open items')
    .description('Writes a file of invented open items. The same rows, date and seed make the same file.')
    .argument('<file>', 'the file to write')
    .option(
      '--as-of <date>',
      'the day the items speak of; the last day that has come everywhere without it',
      calendarDate,
    )
    .option('--rows <count>', 'how many', wholeNumber(1), 1_000)
    .option('--seed <number>', 'another number makes other items', wholeNumber(0), sampleSeed)
    .addHelpText('after', examples('recoup sample open-items.csv --rows 200 --as-of 2026-03-31'))
    .action(async (file, { rows, asOf = todayEverywhere(), seed }) => {
      await pipeline(Readable.from(sampleOpenItems(rows, asOf, seed)), createWriteStream(file));
      print(`Wrote ${rows} open items of ${asOf} to ${file}.`);
    });
};
