import type * as z from 'zod';

/** What a value must be, in words that follow the name of its field; a message of the schema itself comes first. */
export const fieldMessage = (issue: z.core.$ZodRawIssue): string | undefined => {
  const must = requirement(issue);
  if (must === undefined || issue.input !== undefined) return must && `must ${must}`;
  return issue.code === 'invalid_value' ? `is required and must ${must}` : 'is required';
};

const requirement = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return `be ${kinds[issue.expected] ?? issue.expected}${issue.input === null ? ', not null' : ''}`;
    case 'invalid_value':
      return `be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return `be ${formats[issue.format] ?? `text that matches ${issue.pattern ?? issue.format}`}`;
    case 'too_small':
      return bounded(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bounded(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    default:
      return undefined;
  }
};

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const formats: Readonly<Record<string, string>> = {
  uuid: 'a UUID',
  date: 'an existing date such as 2026-03-31',
  datetime: 'a time in UTC such as 2026-03-31T14:30:00Z',
  email: 'a mail address',
  url: 'a URL',
};

const counted: Readonly<Record<string, string>> = { string: 'character', array: 'item' };

const bounded = (origin: string, comparison: string, limit: number | bigint): string => {
  const unit = counted[origin];
  if (!unit) return `be ${comparison} ${limit}`;
  if (comparison === 'at least' && Number(limit) === 1) return 'not be empty';
  return `have ${comparison} ${limit.toLocaleString('en-US')} ${unit}${Number(limit) === 1 ? '' : 's'}`;
};
