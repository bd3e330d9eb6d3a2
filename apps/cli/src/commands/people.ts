import { type DeclareCommand, examples } from '../program/command-context.ts';
import { id, statement } from '../program/option-values.ts';
import type { Result } from '../session/api-client.ts';
import type { Session } from '../session/session.ts';
import { csvOrJson } from './file-to-send.ts';

export const declarePeople: DeclareCommand = (recoup, { session, print }) => {
  const people = recoup
    .command('people')
    .summary('change people and their roles by a list')
    .description('Changes people and their roles by a list, which a second administrator must approve.')
    .addHelpText('after', examples('recoup people import people.csv', 'recoup people list'));
  people
    .command('import')
    .summary('propose a list of people')
    .description('Proposes a list of people for another administrator to approve, and shows what it changes.')
    .argument('<file>', 'the list, CSV or JSON')
    .addHelpText('after', examples('recoup people import people.csv'))
    .action(async (file) => print(await proposePeople(await session('admin-1'), file)));
  people
    .command('list')
    .summary('list people and their roles')
    .description('Lists all people with the roles they hold.')
    .addHelpText('after', examples('recoup people list'))
    .action(async () => print(await listPeople(await session('admin-1'))));
  people
    .command('proposals')
    .summary('list what was proposed')
    .description('Lists the lists of people that were proposed and what became of them, newest first.')
    .addHelpText('after', examples('recoup people proposals'))
    .action(async () => print(await listProposals(await session('admin-1'))));
  people
    .command('approve')
    .summary('apply what another administrator proposed')
    .description('Applies a list that another administrator proposed.')
    .argument('<id>', 'the id of the list, which people import prints', id)
    .addHelpText('after', examples(`recoup people approve ${exampleId}`))
    .action(async (list) => print(await approvePeople(await session('admin-2'), list)));
  people
    .command('reject')
    .summary('turn down what another administrator proposed')
    .description('Turns down a list that another administrator proposed. Nothing changes.')
    .argument('<id>', 'the id of the list, which people import prints', id)
    .requiredOption('--reason <text>', 'why', statement)
    .addHelpText('after', examples(`recoup people reject ${exampleId} --reason "not hired yet"`))
    .action(async (list, { reason }) => print(await rejectPeople(await session('admin-2'), list, reason)));
};

const exampleId = '0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f';

type PeopleImport = Result<'get', '/packet/v1/people/imports/{id}'>;
type Change = PeopleImport['changes'][number];

const proposePeople = async (session: Session, file: string): Promise<string> => {
  const upload = await csvOrJson(file);
  const proposed = await session.post('/packet/v1/people/imports', { upload });
  return [
    ...changedPeople(proposed),
    `Proposed as ${proposed.peopleImportId}: ${countsOf(proposed)}. Nothing changes before another administrator approves it:`,
    `  recoup people approve ${proposed.peopleImportId}`,
  ].join('\n');
};

const approvePeople = async (session: Session, list: string): Promise<string> => {
  const path = { id: list };
  const done = await session.post('/packet/v1/people/imports/{id}/approval', { path, body: {} });
  return `Approved by ${done.decidedBy?.name}: ${countsOf(done)}`;
};

const rejectPeople = async (session: Session, list: string, reason: string): Promise<string> => {
  const path = { id: list };
  const done = await session.post('/packet/v1/people/imports/{id}/rejection', { path, body: { reason } });
  return `Rejected by ${done.decidedBy?.name}: ${done.reason}`;
};

/** One line each. */
const listPeople = async (session: Session): Promise<string> => {
  const { items } = await session.get('/packet/v1/people');
  const lines = items.map(({ displayName, email, active, roles }) => {
    return `${displayName} <${email}>: ${standing({ roles, active })}`;
  });
  return lines.join('\n');
};

/** One line each, newest first. */
const listProposals = async (session: Session): Promise<string> => {
  const { items } = await session.get('/packet/v1/people/imports');
  const lines = items.map((item) =>
    [item.peopleImportId, item.state, `proposed by ${item.proposedBy.name}`, countsOf(item)].join('  '),
  );
  return lines.join('\n') || 'No list of people was proposed yet.';
};

const countsOf = ({ counts }: Pick<PeopleImport, 'counts'>): string =>
  `${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged`;

const changedPeople = ({ changes }: PeopleImport): readonly string[] =>
  changes
    .filter(({ effect }) => effect !== 'UNCHANGED')
    .map(({ effect, before, after }) => {
      const was = before ? ` (was: ${standing(before)})` : '';
      return `  ${effect}  ${after.displayName} <${after.email}>: ${standing(after)}${was}`;
    });

/** The roles of a person, and whether they may act at all. */
const standing = (person: Pick<Change['after'], 'roles' | 'active'>): string =>
  `${person.active ? '' : 'not active, '}${rolesOf(person)}`;

const rolesOf = ({ roles }: Pick<Change['after'], 'roles'>): string => {
  const texts = roles.map(({ role, entity, department, clientId }) => {
    const scope = [entity, department, clientId].filter(Boolean);
    return scope.length > 0 ? `${role} of ${scope.join('/')}` : role;
  });
  return texts.join(', ') || 'no role';
};
