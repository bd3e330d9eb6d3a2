import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { statement } from '../../program/option-values.ts';
import type { Result } from '../../session/api-client.ts';
import type { Session } from '../../session/session.ts';
import { fileToSend } from '../imports/file-to-send.ts';
import { jsonOf } from '../json-of.ts';
import { waitingForAnother } from './waiting-for-another.ts';

export const declareApprovalPolicies: DeclareCommand = (recoup, { session, print }) => {
  const policies = recoup
    .command('approval-policies')
    .summary('list from which amounts on who signs, and propose other amounts')
    .description('Lists the approval policies of legal entities, and proposes another.')
    .addHelpText('after', examples('recoup approval-policies list', proposePolicy));
  policies
    .command('list')
    .summary('list approval policies')
    .description('Lists the approval policies of all legal entities, the newest of each first.')
    .addHelpText('after', examples('recoup approval-policies list'))
    .action(async () => print(await listPolicies(await session('admin-1'))));
  policies
    .command('propose')
    .summary('propose an approval policy')
    .description('Proposes the policy in a JSON file, which a second administrator must approve.')
    .argument('<file>', 'entity, validFrom, steps, base and splitDays as JSON', statement)
    .requiredOption('--reason <text>', 'why', statement)
    .addHelpText('after', examples(proposePolicy))
    .action(async (file, { reason }) => {
      const admin = await session('admin-1');
      const policy = jsonOf(file, await (await fileToSend(file)).text());
      const body = { ...policy, reason };
      print(waitingForAnother(await admin.post('/packet/v1/policies', { body })));
    });
};

const proposePolicy = 'recoup approval-policies propose policy.json --reason "Smaller limits for film"';

type Step = Result<'get', '/packet/v1/policies'>['items'][number]['steps'][number];

const stepText = ({ role, from, above }: Step): string => {
  if (from) return `${role} from ${from.amount} ${from.currency}`;
  return above ? `${role} above ${above.amount} ${above.currency}` : role;
};

const listPolicies = async (session: Session): Promise<string> => {
  const { items } = await session.get('/packet/v1/policies', { query: { limit: 200 } });
  const lines = items.map(({ entity, version, validFrom, steps, replacedBy }) => {
    const replaced = replacedBy === null ? '' : `  (replaced by version ${replacedBy})`;
    return `${entity}  version ${version} from ${validFrom}  ${steps.map(stepText).join(', ')}${replaced}`;
  });
  return lines.join('\n');
};
