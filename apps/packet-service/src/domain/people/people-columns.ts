/** One row of a list of people as texts by column; `line` counts from the header, which is line 1. */
export type PeopleFileRow =
  | { readonly line: number; readonly raw: Readonly<Record<string, string>> }
  | { readonly line: number; readonly broken: string };
export type PeopleFile = { readonly columns: readonly string[]; readonly rows: readonly PeopleFileRow[] };

export type RowFaultCode =
  | 'MISSING_COLUMN'
  | 'UNKNOWN_COLUMN'
  | 'NOT_READABLE'
  | 'NO_ROWS'
  | 'TOO_MANY_ROWS'
  | 'MISSING_VALUE'
  | 'TOO_LONG'
  | 'UNPRINTABLE'
  | 'NOT_AN_ADDRESS'
  | 'NOT_A_FLAG'
  | 'NOT_A_DATE'
  | 'NOT_AN_ID'
  | 'UNKNOWN_ROLE'
  | 'WITHOUT_ROLE'
  | 'ENDS_BEFORE_IT_BEGINS'
  | 'PERSON_DIFFERS'
  | 'ACCOUNT_OF_TWO'
  | 'NUMBER_OF_TWO'
  | 'DUPLICATE'
  | 'AMBIGUOUS_PERSON'
  | 'ADDRESS_OF_ANOTHER'
  | 'ACCOUNT_OF_ANOTHER'
  | 'LOOKS_LIKE_ANOTHER'
  | 'NOT_THEIR_ACCOUNT'
  | 'EXCEPTION_OVER'
  | 'OUTLASTS_EXCEPTION'
  | 'ROLE_CONFLICT'
  | 'TOO_FEW_ADMINISTRATORS';

/** Why a list of people is not accepted: where, what stood there, and what to do about it. Line 0 means the list as a whole. */
export type RowFault = {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly code: RowFaultCode;
  readonly reason: string;
};

export const requiredColumns = [
  'email',
  'display_name',
  'active',
  'issuer',
  'subject',
  'role',
  'entity',
  'department',
  'client_id',
  'valid_from',
  'valid_until',
] as const;
export const optionalColumns = [
  'exception_reason',
  'exception_until',
  'employee_number',
  'moved_from',
] as const;
export type PeopleColumn = (typeof requiredColumns)[number] | (typeof optionalColumns)[number];

/** A list is one person's work for one other person to read; more than this nobody reads. */
const rowsMax = 5_000;

/** What is wrong with a list before any of its rows is read. */
export const headerFaults = ({ columns, rows }: PeopleFile): readonly RowFault[] => {
  const known: readonly string[] = [...requiredColumns, ...optionalColumns];
  const fault = (column: string, code: RowFaultCode, reason: string, line = 1): RowFault => ({
    line,
    column,
    value: '',
    code,
    reason,
  });
  return [
    ...requiredColumns
      .filter((column) => !columns.includes(column))
      .map((column) => fault(column, 'MISSING_COLUMN', 'is missing from the header')),
    ...columns
      .filter((column) => !known.includes(column))
      .map((column) =>
        fault(
          column,
          'UNKNOWN_COLUMN',
          `is not a known column; remove it or rename it to one of ${known.join(', ')}`,
        ),
      ),
    ...(rows.length === 0 ? [fault('', 'NO_ROWS', 'must have at least one row', 0)] : []),
    ...(rows.length > rowsMax
      ? [fault('', 'TOO_MANY_ROWS', `must have at most ${rowsMax} rows; send it in parts`, 0)]
      : []),
  ];
};
