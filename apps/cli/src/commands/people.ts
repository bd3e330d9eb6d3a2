import { type DeclareCommand, examples } from '../program/command-context.ts';
import type { Result } from '../session/api-client.ts';
import type { Session } from '../session/session.ts';
import { csvOrJson } from './imports/file-to-send.ts';

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
};

type PeopleImport = Result<'get', '/packet/v1/people/imports/{id}'>;
type Change = PeopleImport['changes'][number];

const proposePeople = async (session: Session, file: string): Promise<string> => {
  const upload = await csvOrJson(file);
  const proposed = await session.post('/packet/v1/people/imports', { upload });
  return [
    ...changedPeople(proposed),
    `Proposed as ${proposed.peopleImportId}: ${countsOf(proposed)}. Nothing changes before another administrator approves it:`,
    `  recoup changes approve ${proposed.peopleImportId}`,
  ].join('\n');
};

/** One line each. */
const listPeople = async (session: Session): Promise<string> => {
  const { items } = await session.get('/packet/v1/people');
  const lines = items.map(({ displayName, email, active, roles }) => {
    return `${displayName} <${email}>: ${standing({ roles, active })}`;
  });
  return lines.join('\n');
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
