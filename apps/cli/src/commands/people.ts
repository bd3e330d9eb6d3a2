import { type DeclareCommand, examples } from '../program/command-context.ts';
import { id, statement } from '../program/option-values.ts';
import type { Result } from '../session/api-client.ts';
import type { Session } from '../session/session.ts';
import { csvOrJson } from './imports/file-to-send.ts';
import { waitingForAnother } from './registry/waiting-for-another.ts';

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
    .command('look-alikes')
    .summary('list people who look like one human')
    .description(
      'Lists pairs of one name or one mailbox. Nothing joins them before two administrators declare it.',
    )
    .addHelpText('after', examples('recoup people look-alikes'))
    .action(async () => print(await listLookAlikes(await session('admin-1'))));
  for (const { name, path, means } of declarations)
    people
      .command(name)
      .summary(`propose that two people are one human${means}`)
      .description(
        `Proposes that two people are one human${means}, which a second administrator must approve.`,
      )
      .argument('<id>', 'a person', id)
      .argument('<other>', 'the other person', id)
      .requiredOption('--reason <text>', 'why', statement)
      .addHelpText('after', examples(`recoup people ${name} ID OTHER --reason "confirmed by personnel"`))
      .action(async (person, otherPersonId, { reason }) => {
        const asked = { path: { id: person }, body: { otherPersonId, reason } };
        print(waitingForAnother(await (await session('admin-1')).post(path, asked)));
      });
  people
    .command('roles')
    .summary('list who held which role on a day, and by whose approval')
    .description(
      'Lists who held which role on a day, who granted it, and with which other role it conflicts.',
    )
    .requiredOption('--on <day>', 'the business date', statement)
    .option('--role <role>', 'this role alone', statement)
    .addHelpText('after', examples('recoup people roles --on 2026-03-03 --role CFO'))
    .action(async (asked) => print(await listRoles(await session('admin-1'), asked)));
};

const declarations = [
  { name: 'same', path: '/packet/v1/people/{id}/same-as', means: '' },
  { name: 'separate', path: '/packet/v1/people/{id}/separation', means: ' no longer' },
] as const;

const shown = 500;

const listLookAlikes = async (session: Session): Promise<string> => {
  const { items, page } = await session.get('/packet/v1/people/look-alikes', { query: { limit: shown } });
  if (items.length === 0) return 'No two people look like one.';
  const named = ({ personId, displayName, email }: (typeof items)[number]['person']) =>
    `${personId}  ${displayName} <${email}>`;
  const lines = items.map(({ person, other, sameName }) =>
    [named(person), `${named(other)}  same ${sameName ? 'name' : 'mailbox'}`].join('\n  '),
  );
  return [...lines, ...(page.has_more ? [`These are the first ${shown}.`] : [])].join('\n');
};

type RoleAsked = { readonly on: string; readonly role?: string | undefined };
type RoleListed = Result<'get', '/packet/v1/role-assignments'>['items'][number];

const listRoles = async (session: Session, { on, role }: RoleAsked): Promise<string> => {
  const query = { on: [on], limit: shown, ...(role ? { role: [role as RoleListed['role']] } : {}) };
  const { items, page } = await session.get('/packet/v1/role-assignments', { query });
  if (items.length === 0) return `Nobody held ${role ?? 'a role'} on ${on}.`;
  const lines = items.map(({ person, granted, ended, conflictsWith, ...held }) =>
    [
      `${person.name} <${person.email}>: ${rolesOf({ roles: [held] })}`,
      `granted on ${granted.on} ${granted.approvedBy ? `by ${granted.approvedBy.name}` : 'by the seed'}`,
      ...(ended ? [`ended on ${ended.on}${ended.approvedBy ? ` by ${ended.approvedBy.name}` : ''}`] : []),
      ...(conflictsWith.length > 0 ? [`conflicts with ${conflictsWith.join(', ')}`] : []),
    ].join('  '),
  );
  return [...lines, ...(page.has_more ? [`These are the first ${shown}.`] : [])].join('\n');
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
  const { items, page } = await session.get('/packet/v1/people', { query: { limit: shown } });
  const lines = items.map(({ displayName, email, employeeNumber, active, roles }) => {
    const address = email === null ? '' : ` <${email}>`;
    const number = employeeNumber === null ? '' : ` ${employeeNumber}`;
    return `${displayName}${address}${number}: ${standing({ roles: roles ?? [], active })}`;
  });
  return [...lines, ...(page.has_more ? [`These are the first ${shown}.`] : [])].join('\n');
};

const countsOf = ({ counts }: Pick<PeopleImport, 'counts'>): string =>
  `${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged${
    counts.signInsMoved > 0 ? `, ${counts.signInsMoved} SIGN-INS MOVED` : ''
  }`;

const changedPeople = ({ changes }: PeopleImport): readonly string[] =>
  changes
    .filter(({ effect }) => effect !== 'UNCHANGED')
    .flatMap(({ effect, before, after, signInsMoved }) => {
      const was = before ? ` (was: ${standing(before)})` : '';
      return [
        `  ${effect}  ${after.displayName} <${after.email}>: ${standing(after)}${was}`,
        ...signInsMoved.map(
          ({ subject, from }) => `  SIGN-IN MOVED  ${subject}: from ${from.name} to ${after.displayName}`,
        ),
      ];
    });

/** The roles of a person, and whether they may act at all. */
const standing = (person: Pick<Change['after'], 'roles' | 'active'>): string =>
  `${person.active ? '' : 'not active, '}${rolesOf(person)}`;

const rolesOf = ({
  roles,
}: {
  readonly roles: readonly Pick<
    Change['after']['roles'][number],
    'role' | 'entity' | 'department' | 'clientId'
  >[];
}): string => {
  const texts = roles.map(({ role, entity, department, clientId }) => {
    const scope = [entity, department, clientId].filter(Boolean);
    return scope.length > 0 ? `${role} of ${scope.join('/')}` : role;
  });
  return texts.join(', ') || 'no role';
};
