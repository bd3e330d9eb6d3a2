import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { calendarDate, currencyCode, statement } from '../../program/option-values.ts';
import type { Result } from '../../session/api-client.ts';
import { openItems } from './file-to-send.ts';
import { errorLine } from './import-job.ts';
import { dateOrder, kindOfFile, numberStyle } from './writing-options.ts';

type Preview = Result<'post', '/ledger/v1/imports/preview'>;

export const declarePreviewImport: DeclareCommand = (recoup, { session, print }) => {
  recoup
    .command('preview-import')
    .summary('show how a file would be read')
    .description(
      'Shows as what kind a file would be read, by which columns, and its first rows. Nothing is kept.',
    )
    .argument('<file>', 'the file: CSV, JSON or a workbook (.xlsx)')
    .requiredOption('--as-of <date>', 'the day the file speaks of', calendarDate)
    .addOption(kindOfFile())
    .option('--source <name>', 'the system the file comes from', statement)
    .option('--entity <code>', 'the legal entity, where the file names none', statement)
    .option('--currency <code>', 'the currency, where the file names none', currencyCode)
    .option('--encoding <label>', 'the encoding of the file, where it is not UTF-8', statement)
    .addOption(dateOrder())
    .addOption(numberStyle())
    .addHelpText('after', examples('recoup preview-import ar-aging.csv --as-of 2026-03-31'))
    .action(async (file, query) => {
      const upload = await openItems(file);
      const accountant = await session('client-accounting-1');
      print(previewText(await accountant.post('/ledger/v1/imports/preview', { query, upload })));
    });
};

/** A preview as lines: the kind, the columns, the rows. */
export const previewText = ({ reading, dates, numbers, kinds, columns, rows, errors }: Preview): string => {
  const nearest = kinds.slice(0, 3).map(({ preset, matched, known }) => `${preset} ${matched} of ${known}`);
  const kind =
    reading.preset === null
      ? 'No kind of file fits.'
      : `Kind ${reading.preset}, ${reading.chosenBy === 'header' ? 'as its header shows' : 'as asked'}; the header is line ${reading.header}.`;
  const how = [
    reading.encoding?.toUpperCase(),
    reading.delimiter && `delimiter ${reading.delimiter}`,
    reading.sheet && `sheet ${reading.sheet}`,
    dates && `dates ${dates}`,
    numbers && `numbers ${numbers}`,
  ].filter((part) => part);
  const read = columns.map(({ name, field }) => `  ${name}: ${field ?? 'not read'}`);
  return [
    kind,
    `Columns that fit: ${nearest.join(', ')}`,
    ...(how.length > 0 ? [`Read as: ${how.join(', ')}`] : []),
    ...(read.length > 0 ? ['Columns:', ...read] : []),
    ...rows.map(rowText),
    ...errors.map(errorLine),
  ].join('\n');
};

const rowText = ({ row, kind, item, errors, remarks }: Preview['rows'][number]): string => {
  if (item)
    return `line ${row}: ${item.invoiceNumber} of ${item.debtor.name}, ${item.open.amount} ${item.open.currency}, due ${item.dueDate}`;
  const why = [...errors, ...remarks].map(errorLine);
  return [`line ${row}: ${kind}`, ...why].join('\n');
};
