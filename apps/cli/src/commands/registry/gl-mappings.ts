import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { statement, wholeNumber } from '../../program/option-values.ts';
import type { Session } from '../../session/session.ts';
import { fileToSend } from '../imports/file-to-send.ts';
import { jsonOf } from '../json-of.ts';
import { waitingForAnother } from './waiting-for-another.ts';

export const declareGlMappings: DeclareCommand = (recoup, { session, print }) => {
  const mappings = recoup
    .command('gl-mappings')
    .summary("list versions of the general ledger's mapping, and propose one")
    .description('Lists the versions of what names are called in the general ledger, and proposes another.')
    .addHelpText('after', examples('recoup gl-mappings list', proposeMapping));
  mappings
    .command('list')
    .summary('list versions of the mapping')
    .description('Lists the versions of the mapping, newest first. The first of them holds.')
    .addHelpText('after', examples('recoup gl-mappings list'))
    .action(async () => print(await listMappings(await session('gl-accountant-1'))));
  mappings
    .command('show')
    .summary('print a version as JSON')
    .description('Prints the content of a version as JSON, in the form in which one is proposed.')
    .argument('<version>', 'its number', wholeNumber(1))
    .addHelpText('after', examples('recoup gl-mappings show 1 > mapping.json'))
    .action(async (version) => {
      const path = { version };
      const { content } = await (await session('gl-accountant-1')).get('/ledger/v1/gl-mappings/{version}', {
        path,
      });
      print(JSON.stringify(content, null, 2));
    });
  mappings
    .command('propose')
    .summary('propose a version of the mapping')
    .description(
      'Proposes the content of a JSON file as the next version, which a second GL accountant must approve.',
    )
    .argument('<file>', 'the whole mapping as JSON', statement)
    .requiredOption('--reason <text>', 'why', statement)
    .addHelpText('after', examples(proposeMapping))
    .action(async (file, { reason }) => {
      const accountant = await session('gl-accountant-1');
      const text = await (await fileToSend(file)).text();
      const body = { content: jsonOf(file, text), reason };
      print(waitingForAnother(await accountant.post('/ledger/v1/gl-mappings', { body }), 'GL accountant'));
    });
};

const proposeMapping = 'recoup gl-mappings propose mapping.json --reason "Film has an id"';

const named = ({ personId, name }: { readonly personId: string; readonly name: string | null }): string =>
  name ?? personId;

const listMappings = async (session: Session): Promise<string> => {
  const { items } = await session.get('/ledger/v1/gl-mappings', { query: { limit: 200 } });
  const lines = items.map(({ version, approvedAt, proposedBy, approvedBy }) =>
    [version, approvedAt, `proposed by ${named(proposedBy)}`, `approved by ${named(approvedBy)}`].join('  '),
  );
  return lines.join('\n') || 'Nobody has decided a mapping yet.';
};
