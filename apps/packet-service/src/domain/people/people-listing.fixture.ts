import type { KnownPerson } from './known-person.ts';
import type { PeopleColumn, PeopleFile } from './people-columns.ts';
import { optionalColumns, requiredColumns } from './people-columns.ts';
import { aPerson } from './person.fixture.ts';
import type { Role } from './person.ts';

const columns = [...requiredColumns, ...optionalColumns];

/** A row of a list: Nina, an agent everywhere from 2026 on, unless something else is given. */
export const aRow = (
  given: Partial<Record<PeopleColumn, string>> = {},
): Readonly<Record<string, string>> => ({
  email: 'nina@example.test',
  display_name: 'Nina',
  active: 'true',
  issuer: 'https://issuer.test',
  subject: 'nina',
  role: 'AGENT',
  entity: '',
  department: '',
  client_id: '',
  valid_from: '2026-01-01',
  valid_until: '',
  exception_reason: '',
  exception_until: '',
  employee_number: '',
  moved_from: '',
  ...given,
});

/** A list with these rows; the first stands on line 2. */
export const aList = (...rows: readonly Readonly<Record<string, string>>[]): PeopleFile => ({
  columns,
  rows: rows.map((raw, index) => ({ line: index + 2, raw })),
});

export const aKnownPerson = (name: string, ...roles: readonly Role[]): KnownPerson => ({
  ...aPerson(name, ...roles),
  version: 1,
  formerIdentities: [],
});
