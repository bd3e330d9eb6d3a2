import type * as z from 'zod';
import { fieldMessage } from '../../process/settings/field-message.ts';
import type { InputError } from '../problem.ts';
import { brokenTexts } from './broken-text.ts';
import { echoed } from './echoed.ts';
import { invalidInput } from './invalid-input.ts';
import { unknownField } from './unknown-field.ts';

type Part = '' | 'query' | 'path';

/** Parses one part of a request; its faults are named in one answer. `part` is '' for the body, else `query` or `path`. */
export const parsePart = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: Part,
): z.infer<Schema> => {
  const broken = brokenTexts(value);
  if (broken.length > 0) {
    throw invalidInput(
      broken.map(({ path, message }) => ({ pointer: pointerTo(part, path), code: 'INVALID_TEXT', message })),
    );
  }
  const read = schema.safeParse(value, { error: fieldMessage });
  if (read.success) return read.data;
  throw invalidInput(read.error.issues.flatMap((issue) => inputErrors(issue, value, part)));
};

/** Where something is, as RFC 6901 writes it behind the name of its part. */
export const pointerTo = (part: Part, path: readonly PropertyKey[]): string => {
  const steps = path.map((step) => echoed(String(step)).replaceAll('~', '~0').replaceAll('/', '~1'));
  return [part, ...steps].join('/') || '/';
};

const inputErrors = (issue: z.core.$ZodIssue, value: unknown, part: Part): InputError[] => {
  const pointer = pointerTo(part, issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: pointerTo(part, [...issue.path, key]), ...unknownField }));
  // Of a key of a record, what it is refused for.
  if (issue.code === 'invalid_key')
    return issue.issues.slice(0, 1).map((fault) => ({ pointer, ...codeAndMessage(fault) }));
  if (issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined)
    return [{ pointer, code: 'REQUIRED', message: 'is required' }];
  return [{ pointer, ...codeAndMessage(issue) }];
};

/** A rule of our own names its code. */
const codeAndMessage = (issue: z.core.$ZodIssue): Pick<InputError, 'code' | 'message'> => {
  const own: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  return { code: typeof own === 'string' ? own : issue.code.toUpperCase(), message: issue.message };
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
