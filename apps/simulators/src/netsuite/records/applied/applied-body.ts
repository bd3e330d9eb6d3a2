import * as z from 'zod';
import type { GlErrorDetail } from '../../error-envelope.ts';
import { unknownProperty } from '../../journals/journal-body.ts';

const reference = z.object({ id: z.string().min(1) });
const head = {
  externalId: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .optional(),
  tranDate: z.iso.date().optional(),
  subsidiary: reference.optional(),
  currency: reference,
  memo: z.string().optional(),
};
const appliedLine = {
  doc: reference,
  line: z.int().positive().optional(),
  apply: z.boolean(),
  amount: z.number().positive().optional(),
};
const itemLine = {
  item: reference,
  amount: z.number().positive(),
  department: reference.optional(),
  memo: z.string().optional(),
};
const applied = z.object({ items: z.array(z.looseObject(appliedLine)) });

const payment = {
  ...head,
  customer: reference,
  account: reference.optional(),
  payment: z.number().nonnegative(),
  apply: applied,
  credit: applied.optional(),
};
const memo = {
  ...head,
  entity: reference,
  account: reference.optional(),
  item: z.object({ items: z.array(z.looseObject(itemLine)).min(1) }),
  apply: applied,
};

/** The records that apply something to invoices, by their names. */
export const appliedShapes = {
  customerPayment: z.looseObject(payment),
  creditMemo: z.looseObject(memo),
} as const;
export type AppliedType = keyof typeof appliedShapes;
export const appliedTypes: readonly AppliedType[] = ['customerPayment', 'creditMemo'];

/** A payment takes from credits, a memo has items of its own. */
export const AppliedBody = z.looseObject({
  ...head,
  customer: reference.optional(),
  entity: reference.optional(),
  account: reference.optional(),
  payment: z.number().nonnegative().optional(),
  item: memo.item.optional(),
  apply: applied,
  credit: applied.optional(),
});
export type AppliedBody = z.infer<typeof AppliedBody>;
export type AppliedLine = AppliedBody['apply']['items'][number];

const heads: Readonly<Record<AppliedType, object>> = { customerPayment: payment, creditMemo: memo };

/** The properties that the record does not have, in its head and on its lines. */
export const unknownInApplied = (type: AppliedType, body: AppliedBody): readonly GlErrorDetail[] => {
  const of = (value: object, shape: object, path: string) =>
    Object.keys(value)
      .filter((name) => !(name in shape) && !/^cust(body|col)_/.test(name))
      .map((name) => unknownProperty(name, `${path}${name}`));
  const lists = [
    ['apply', body.apply.items, appliedLine],
    ['credit', body.credit?.items ?? [], appliedLine],
    ['item', body.item?.items ?? [], itemLine],
  ] as const;
  return [
    ...of(body, heads[type], ''),
    ...lists.flatMap(([list, items, shape]) =>
      items.flatMap((line, at) => of(line, shape, `${list}.items[${at}].`)),
    ),
  ];
};
