import { type DeclareCommand, examples, refusing } from '../program/command-context.ts';

export const declareAddress: DeclareCommand = (recoup, { address, print }) => {
  recoup
    .command('address')
    .hook('preAction', refusing('token', 'as'))
    .summary('print where the installation answers')
    .description('Prints the address of the host that runs on this machine, or the one given by --address.')
    .addHelpText('after', examples('curl -s "$(npm run -s recoup -- address)/api/packet/openapi.json"'))
    .action(() => print(address()));
};
