import type * as z from 'zod';
import { fieldMessage } from '../../process/settings/field-message.ts';
import { type InputError, ProblemError } from '../problem.ts';

/** Parses one part of a request; every fault is named in one answer. `part` is '' for the body, else `query` or `path`. */
export const parsePart = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: '' | 'query' | 'path',
): z.infer<Schema> => {
  const read = schema.safeParse(value, { error: fieldMessage });
  if (read.success) return read.data;
  const errors = read.error.issues.flatMap((issue) => inputErrors(issue, value, part));
  const [first] = errors;
  throw new ProblemError({
    status: 400,
    code: 'INVALID_INPUT',
    detail: first ? inputDetail(first) : 'The input is not valid',
    errors,
  });
};

/** A fault of the input as one sentence: `name must have at most 120 characters`. */
export const inputDetail = ({ pointer, message }: Pick<InputError, 'pointer' | 'message'>): string =>
  `${pointer.replace(/^(?:query|path)?\//, '') || 'The body'} ${message}`;

const inputErrors = (issue: z.core.$ZodIssue, value: unknown, part: string): InputError[] => {
  const path = issue.path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  const pointer = [part, ...path].join('/');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${key}`,
      code: 'UNKNOWN_FIELD',
      message: 'is not a known field; remove it or correct its name',
    }));
  }
  if (issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined)
    return [{ pointer: pointer || '/', code: 'REQUIRED', message: 'is required' }];
  return [{ pointer: pointer || '/', code: issue.code.toUpperCase(), message: issue.message }];
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
