import { writeFile } from 'node:fs/promises';
import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { id } from '../../program/option-values.ts';

export const declareRejectedRows: DeclareCommand = (recoup, { session, print }) => {
  recoup
    .command('rejected-rows')
    .summary('save the rows that an import rejected')
    .description(
      'Saves the rows that an import rejected, each with its errors, to be corrected and imported again as they are.',
    )
    .argument('<import>', 'the id of the import, which import prints', id)
    .argument('<file>', 'the file to write')
    .addHelpText('after', examples('recoup rejected-rows 0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f rejected.csv'))
    .action(async (importId, file) => {
      const person = await session('client-accounting-1');
      const { rows: counts } = await person.get('/ledger/v1/imports/{id}', { path: { id: importId } });
      if (counts.invalid === 0)
        return print(`Import ${importId} rejected no row of its file, so nothing was written.`);
      const rows = await person.get('/ledger/v1/imports/{id}/errors', {
        path: { id: importId },
        query: { format: 'csv' },
      });
      // The mark by which a spreadsheet takes the file for UTF-8 is lost where a text is fetched.
      await writeFile(file, `\uFEFF${rows}`);
      return print(`Saved the rejected rows of ${importId} to ${file}.`);
    });
};
