import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { coveredBy, type Scope } from './covered-rows.ts';

const { database } = await notesInTest(2);

const [acme, bolt] = ['0197a2b4-77aa-7000-8000-00000000000a', '0197a2b4-77aa-7000-8000-00000000000b'];
const everything: Scope = { entity: null, department: null, clientId: null };
const only = (part: Partial<Scope>): Scope => ({ ...everything, ...part });

const covered = async (grants: readonly Scope[]): Promise<readonly string[]> => {
  const rows = await database.query<{ name: string }>(sql`
    select name from (values ('E1 audit Acme', 'E1', 'AUDIT', ${acme}::uuid), ('E1 tax Acme', 'E1', 'TAX', ${acme}::uuid),
                             ('E2 audit Acme', 'E2', 'AUDIT', ${acme}::uuid), ('E2 tax Bolt', 'E2', 'TAX', ${bolt}::uuid))
                 as item (name, entity, department, client_id)
     where ${coveredBy(grants, 'item')} order by name`);
  return rows.map(({ name }) => name);
};

it.each<[string, readonly Scope[], readonly string[]]>([
  ['nothing to somebody without a role', [], []],
  ['all to an unscoped role', [everything], ['E1 audit Acme', 'E1 tax Acme', 'E2 audit Acme', 'E2 tax Bolt']],
  [
    'all to an unscoped role beside a narrow one',
    [only({ entity: 'E1' }), everything],
    ['E1 audit Acme', 'E1 tax Acme', 'E2 audit Acme', 'E2 tax Bolt'],
  ],
  ['those of an entity', [only({ entity: 'E1' })], ['E1 audit Acme', 'E1 tax Acme']],
  ['those of a department', [only({ department: 'AUDIT' })], ['E1 audit Acme', 'E2 audit Acme']],
  ['those of a client', [only({ clientId: bolt })], ['E2 tax Bolt']],
  [
    'only what meets each limit of one role',
    [{ entity: 'E1', department: 'TAX', clientId: acme }],
    ['E1 tax Acme'],
  ],
  ['nothing where one limit is not met', [{ entity: 'E1', department: 'TAX', clientId: bolt }], []],
  [
    'what either of two roles covers, and not what they cover crosswise',
    [only({ entity: 'E1', department: 'AUDIT' }), only({ entity: 'E2', clientId: bolt })],
    ['E1 audit Acme', 'E2 tax Bolt'],
  ],
  ['nothing to an entity without items', [only({ entity: 'E3' })], []],
])('shows %s', async (_rule, grants, names) => {
  expect(await covered(grants)).toEqual(names);
});
