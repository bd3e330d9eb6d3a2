import { type DeclareCommand, examples, refusing } from '../program/command-context.ts';
import { counted } from '../program/counted.ts';
import { calendarDate, todayEverywhere, wholeNumber } from '../program/option-values.ts';
import { sampleSeed } from '../sample/sample-open-items.ts';
import { type PortfolioFile, writePortfolio } from '../sample/write-portfolio.ts';

export const declarePortfolio: DeclareCommand = (recoup, { print }) => {
  recoup
    .command('portfolio')
    .hook('preAction', refusing('address', 'token', 'as'))
    .summary('write eighteen months of an invented firm')
    .description(
      'Writes files of an invented firm into a folder: settled invoices, three weekly files of open items, and promises of debtors. The same rows, date and seed make the same files.',
    )
    .argument('<folder>', 'the folder to write to')
    .option(
      '--as-of <date>',
      'the day of the last file; the last one that has come everywhere without it',
      calendarDate,
    )
    .option('--rows <count>', 'how many items are open at the end', wholeNumber(1), 1_000)
    .option('--seed <number>', 'another number makes another firm', wholeNumber(0), sampleSeed)
    .addHelpText(
      'after',
      examples('recoup portfolio sample', 'recoup portfolio sample --rows 10000 --as-of 2026-03-31'),
    )
    .action(async (folder, { rows, asOf = todayEverywhere(), seed }) => {
      const files = await writePortfolio(folder, rows, asOf, seed);
      for (const { path, lines, holds, asOf: day } of files)
        print(
          `${path}: ${counted(lines, 'line')}, ${holds} on ${day}${holds === 'promises' ? notTakenIn : ''}`,
        );
      print(['Take them in with:', ...files.flatMap(importCommand)].join('\n'));
    });
};

const notTakenIn = ' (for a script of yours; no command takes them in)';

const importCommand = ({ path, asOf, holds }: PortfolioFile): readonly string[] =>
  holds === 'promises'
    ? []
    : [`  npm run -s recoup -- import ${path} --as-of ${asOf}${holds === 'history' ? ' --history' : ''}`];
