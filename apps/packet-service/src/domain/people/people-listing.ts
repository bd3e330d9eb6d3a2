import { accepted, type Result, refused } from '@recoup/domain/result';
import { headerFaults, type PeopleFile, type RowFault, type RowFaultCode } from './people-columns.ts';
import { accountKey, type Identity, type ListedPerson, type RoleAssignment } from './person.ts';
import { type PersonLine, readPersonLine } from './person-line.ts';

/** A person of a list, with the line they begin on and the line of each of their roles. */
export type Listing = {
  readonly line: number;
  readonly person: ListedPerson;
  readonly roleLines: readonly number[];
  /** Accounts that are taken from others, whom their mail address names. */
  readonly moved: readonly MovedAccount[];
};
export type MovedAccount = { readonly account: Identity; readonly from: string; readonly line: number };

/**
 * Reads a list of people, one row a role. Rows with the same mail address are one person, so that somebody may have several
 * accounts; a listed person is listed whole, with every account and role they are to have.
 */
export const readListing = (file: PeopleFile): Result<readonly Listing[], readonly RowFault[]> => {
  const header = headerFaults(file);
  if (header.length > 0) return refused(header);
  const faults: RowFault[] = [];
  const rows: PersonLine[] = [];
  for (const given of file.rows) {
    if ('broken' in given) {
      faults.push({ line: given.line, column: '', value: '', code: 'NOT_READABLE', reason: given.broken });
      continue;
    }
    const read = readPersonLine(given.line, given.raw);
    faults.push(...read.faults);
    if (read.faults.length === 0) rows.push(read.row);
  }
  const people = [...Map.groupBy(rows, ({ email }) => email.toLowerCase()).values()];
  faults.push(...people.flatMap(differences), ...people.flatMap(rolesTwice));
  faults.push(...accountsOfTwo(rows), ...numbersOfTwo(rows));
  return faults.length > 0
    ? refused(faults.sort((a, b) => a.line - b.line))
    : accepted(people.flatMap(toListing));
};

const fault = (
  line: number,
  column: string,
  value: string,
  code: RowFaultCode,
  reason: string,
): RowFault => ({
  line,
  column,
  value,
  code,
  reason,
});

const differences = ([first, ...others]: readonly PersonLine[]): readonly RowFault[] =>
  first === undefined
    ? []
    : others.flatMap((row) => {
        const unlike = (column: string, value: string, same: boolean): readonly RowFault[] => {
          const reason = `must be the same as in line ${first.line}, which has the same mail address`;
          return same ? [] : [fault(row.line, column, value, 'PERSON_DIFFERS', reason)];
        };
        return [
          ...unlike('display_name', row.displayName, row.displayName === first.displayName),
          ...unlike('active', String(row.active), row.active === first.active),
          ...unlike('employee_number', row.employeeNumber ?? '', row.employeeNumber === first.employeeNumber),
        ];
      });

const roleKey = ({ role, scope, from }: RoleAssignment): string =>
  JSON.stringify([role, scope.entity, scope.department, scope.clientId, from]);

const rolesTwice = (rows: readonly PersonLine[]): readonly RowFault[] => {
  const seen = new Map<string, number>();
  return rows.flatMap(({ line, role }) => {
    if (!role) return [];
    const before = seen.get(roleKey(role));
    seen.set(roleKey(role), line);
    return before === undefined
      ? []
      : [
          fault(
            line,
            'role',
            role.role,
            'DUPLICATE',
            `repeats line ${before}: the same role from the same day`,
          ),
        ];
  });
};

const accountsOfTwo = (rows: readonly PersonLine[]): readonly RowFault[] => {
  const owners = new Map<string, PersonLine>();
  return rows.flatMap((row) => {
    const owner = owners.get(accountKey(row.identity));
    if (!owner) owners.set(accountKey(row.identity), row);
    return !owner || owner.email.toLowerCase() === row.email.toLowerCase()
      ? []
      : [
          fault(
            row.line,
            'subject',
            row.identity.subject,
            'ACCOUNT_OF_TWO',
            `belongs to another person in line ${owner.line}`,
          ),
        ];
  });
};

const numbersOfTwo = (rows: readonly PersonLine[]): readonly RowFault[] => {
  const owners = new Map<string, PersonLine>();
  return rows.flatMap((row) => {
    const { line, employeeNumber: number, email } = row;
    if (number === null) return [];
    const owner = owners.get(number);
    if (!owner) owners.set(number, row);
    return !owner || owner.email.toLowerCase() === email.toLowerCase()
      ? []
      : [
          fault(
            line,
            'employee_number',
            number,
            'NUMBER_OF_TWO',
            `belongs to another person in line ${owner.line}`,
          ),
        ];
  });
};

const toListing = (rows: readonly PersonLine[]): readonly Listing[] => {
  const [first] = rows;
  if (!first) return [];
  const given = rows.flatMap(({ line, role }) => (role ? [{ line, role }] : []));
  const accounts = new Map(rows.map(({ identity }) => [accountKey(identity), identity]));
  return [
    {
      line: first.line,
      person: {
        displayName: first.displayName,
        email: first.email,
        employeeNumber: first.employeeNumber,
        active: first.active,
        identities: [...accounts.values()],
        roles: given.map(({ role }) => role),
      },
      roleLines: given.map(({ line }) => line),
      moved: rows.flatMap(({ line, identity: account, movedFrom: from }) =>
        from === null ? [] : [{ account, from, line }],
      ),
    },
  ];
};
