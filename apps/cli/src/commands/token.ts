import { type DeclareCommand, examples, refusing } from '../program/command-context.ts';
import { statement } from '../program/option-values.ts';
import { tokenOf } from '../session/session.ts';

export const declareToken: DeclareCommand = (recoup, { address, print }) => {
  recoup
    .command('token')
    .hook('preAction', refusing('token', 'as'))
    .summary('print a bearer token of a seeded person')
    .description(
      'Prints a bearer token of one hour for a seeded person. Two people are seeded for each role and named for it: agent-1, agent-2, cfo-1 and so on. The start page lists them.',
    )
    .argument('<login>', 'the person', statement)
    .addHelpText(
      'after',
      examples(
        'curl -H "Authorization: Bearer $(npm run -s token -- agent-1)" "$(npm run -s recoup -- address)/api/packet/v1/approvals"',
      ),
    )
    .action(async (login) => print(await tokenOf(address(), login)));
};
