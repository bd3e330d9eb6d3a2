import * as z from 'zod';
import { type GlErrorDetail, invalidField } from '../error-envelope.ts';

const reference = z.object({ id: z.string().min(1) });
const amount = z.number().nonnegative();

const lineShape = {
  account: reference,
  debit: amount.optional(),
  credit: amount.optional(),
  memo: z.string().optional(),
  entity: reference.optional(),
  department: reference.optional(),
  class: reference.optional(),
  location: reference.optional(),
  line: z.number().optional(),
  eliminate: z.boolean().optional(),
  cleared: z.boolean().optional(),
  taxCode: reference.optional(),
};

const headerShape = {
  externalId: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .optional(),
  tranDate: z.iso.date().optional(),
  postingPeriod: reference.optional(),
  subsidiary: reference,
  currency: reference.optional(),
  exchangeRate: z.number().positive().optional(),
  memo: z.string().optional(),
  tranId: z.string().optional(),
  approvalStatus: reference.optional(),
  approved: z.boolean().optional(),
  nextApprover: reference.optional(),
  reversalDate: z.iso.date().optional(),
  reversalDefer: z.boolean().optional(),
  void: z.boolean().optional(),
  department: reference.optional(),
  class: reference.optional(),
  location: reference.optional(),
  customForm: reference.optional(),
  accountingBook: reference.optional(),
  toSubsidiary: reference.optional(),
};

const JournalLineBody = z.looseObject(lineShape);
export const JournalBody = z.looseObject({
  ...headerShape,
  line: z.object({ items: z.array(JournalLineBody).min(1) }),
});
export type JournalBody = z.infer<typeof JournalBody>;
export type JournalLineBody = z.infer<typeof JournalLineBody>;

const known = (shape: object, custom: string) => (name: string) => name in shape || name.startsWith(custom);
const inHeader = known({ ...headerShape, line: true }, 'custbody_');
const inLine = known(lineShape, 'custcol_');

export const unknownProperty = (name: string, path: string): GlErrorDetail => ({
  detail: `Unknown property: ${name}. The record has no such field.`,
  code: 'INVALID_CONTENT',
  path,
});

/** The properties that this record does not have. NetSuite drops them silently unless it is asked to complain. */
export const unknownProperties = (body: JournalBody): readonly GlErrorDetail[] => [
  ...Object.keys(body)
    .filter((name) => !inHeader(name))
    .map((name) => unknownProperty(name, name)),
  ...body.line.items.flatMap((line, at) =>
    Object.keys(line)
      .filter((name) => !inLine(name))
      .map((name) => unknownProperty(name, `line.items[${at}].${name}`)),
  ),
];

const only = (value: object, isKnown: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => isKnown(name)));

/** The body without the properties that the record does not have. */
export const withoutUnknown = (body: JournalBody): JournalBody =>
  JournalBody.parse({
    ...only(body, inHeader),
    line: { items: body.line.items.map((line) => only(line, inLine)) },
  });

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    '',
  );

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    body,
  );

/** What is wrong with the shape of a body, in NetSuite's words. */
export const shapeErrors = (body: unknown, error: z.ZodError): readonly GlErrorDetail[] =>
  error.issues.map(({ path }) => {
    const at = path.at(-1) === 'id' ? path.slice(0, -1) : path;
    return invalidField(String(at.at(-1) ?? 'body'), JSON.stringify(valueAt(body, at)), pathOf(at));
  });
