import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { id, statement } from '../../program/option-values.ts';

export const declareUndoImport: DeclareCommand = (recoup, { session, print }) => {
  recoup
    .command('undo-import')
    .summary('take an import back')
    .description('Takes back what an import opened and moved, as long as nothing came of it since.')
    .argument('<id>', 'the import', id)
    .requiredOption('--reason <text>', 'why', statement)
    .addHelpText('after', examples('recoup undo-import ID --reason "the file was of another company"'))
    .action(async (id, { reason }) => {
      const { rows } = await (await session('client-accounting-1')).post('/ledger/v1/imports/{id}/undo', {
        path: { id },
        body: { reason },
      });
      print(`Import ${id} is undone: ${rows.new} closed, ${rows.changed + rows.closed} moved back.`);
    });
};
