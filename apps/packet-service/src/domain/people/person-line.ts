import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import type { PeopleColumn, RowFault, RowFaultCode } from './people-columns.ts';
import {
  type Identity,
  type Role,
  type RoleAssignment,
  type RoleException,
  type RoleScope,
  roles,
} from './person.ts';

/** One row of a list of people, read: an account of a person and, unless they have none, one role. */
export type PersonLine = {
  readonly line: number;
  readonly email: string;
  readonly displayName: string;
  readonly employeeNumber: string | null;
  readonly active: boolean;
  readonly identity: Identity;
  /** The mail address of the person from whom the account is taken; null where it is no other person's. */
  readonly movedFrom: string | null;
  readonly role: RoleAssignment | null;
};

// The addresses that the contract of `recoup.person.changed.v1` lets through.
const address = /^(?!\.)(?!.*\.\.)[\w'+.-]*[\w+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

export const isMailAddress = (text: string): boolean => address.test(text);

const textMax = 200;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const isRole = (text: string): text is Role => roles.some((role) => role === text);

/** Reads a row and collects every fault instead of stopping at the first. */
export const readPersonLine = (
  line: number,
  raw: Readonly<Record<string, string>>,
): { readonly row: PersonLine; readonly faults: readonly RowFault[] } => {
  const faults: RowFault[] = [];
  const fail = (column: PeopleColumn, code: RowFaultCode, reason: string): void => {
    faults.push({ line, column, value: (raw[column] ?? '').slice(0, textMax), code, reason });
  };
  const optional = (column: PeopleColumn): string => {
    const text = (raw[column] ?? '').trim();
    if (text.length > textMax) fail(column, 'TOO_LONG', `must have at most ${textMax} characters`);
    if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text))
      fail(column, 'UNPRINTABLE', 'must not contain invisible characters');
    return text;
  };
  const text = (column: PeopleColumn): string => {
    const value = optional(column);
    if (value === '') fail(column, 'MISSING_VALUE', 'must not be empty');
    return value;
  };
  const day = (column: PeopleColumn): CalendarDate | undefined => {
    const value = optional(column);
    const read = toCalendarDate(value);
    if (value !== '' && !read) fail(column, 'NOT_A_DATE', 'must be an existing date, as YYYY-MM-DD');
    return read;
  };

  const email = text('email');
  if (email !== '' && !isMailAddress(email)) fail('email', 'NOT_AN_ADDRESS', 'must be a mail address');
  const active = text('active').toLowerCase();
  if (!['', 'true', 'false'].includes(active)) fail('active', 'NOT_A_FLAG', 'must be true or false');
  const row = {
    line,
    email,
    displayName: text('display_name'),
    employeeNumber: optional('employee_number') || null,
    active: active === 'true',
    identity: { issuer: text('issuer'), subject: text('subject') },
    movedFrom: optional('moved_from') || null,
    role: readRole({ fail, optional, text, day }),
  };
  return { row, faults };
};

type Reader = {
  readonly fail: (column: PeopleColumn, code: RowFaultCode, reason: string) => void;
  readonly optional: (column: PeopleColumn) => string;
  readonly text: (column: PeopleColumn) => string;
  readonly day: (column: PeopleColumn) => CalendarDate | undefined;
};

const ofARole = [
  'entity',
  'department',
  'client_id',
  'valid_from',
  'valid_until',
  'exception_reason',
  'exception_until',
] as const;

const readRole = (reader: Reader): RoleAssignment | null => {
  const { fail, optional, text, day } = reader;
  const role = optional('role');
  if (role === '') {
    for (const column of ofARole)
      if (optional(column) !== '')
        fail(column, 'WITHOUT_ROLE', 'must be empty because the row names no role');
    return null;
  }
  if (!isRole(role)) fail('role', 'UNKNOWN_ROLE', `must be one of the roles ${roles.join(', ')}`);
  text('valid_from');
  const [from, until] = [day('valid_from'), day('valid_until')];
  if (from && until && until < from)
    fail('valid_until', 'ENDS_BEFORE_IT_BEGINS', 'must not be before valid_from');
  const exception = readException(reader);
  const scope = readScope(reader);
  if (exception) holdToException(reader, exception, from, until);
  if (!isRole(role) || !from) return null;
  // A role that is held by exception ends with it.
  const last = until ?? exception?.until;
  return { role, scope, from, ...(last ? { until: last } : {}), ...(exception ? { exception } : {}) };
};

const holdToException = (
  { fail }: Reader,
  exception: RoleException,
  from: CalendarDate | undefined,
  until: CalendarDate | undefined,
): void => {
  if (until && until > exception.until)
    fail('valid_until', 'OUTLASTS_EXCEPTION', 'must not be after exception_until');
  if (from && exception.until < from)
    fail('exception_until', 'ENDS_BEFORE_IT_BEGINS', 'must not be before valid_from');
};

const readException = ({ fail, optional, day }: Reader): RoleException | undefined => {
  const [reason, last] = [optional('exception_reason'), optional('exception_until')];
  const until = day('exception_until');
  if (reason !== '' && last === '')
    fail('exception_until', 'MISSING_VALUE', 'must give the last day of the exception');
  if (reason === '' && last !== '')
    fail('exception_reason', 'MISSING_VALUE', 'must give the reason for the exception');
  return reason !== '' && until ? { reason, until } : undefined;
};

const readScope = ({ fail, optional }: Reader): RoleScope => {
  const [entity, department] = [optional('entity'), optional('department')];
  const clientId = optional('client_id').toLowerCase();
  if (clientId !== '' && !uuid.test(clientId))
    fail('client_id', 'NOT_AN_ID', 'must be the id of a client (a UUID)');
  return {
    ...(entity === '' ? {} : { entity }),
    ...(department === '' ? {} : { department }),
    ...(clientId === '' ? {} : { clientId }),
  };
};
