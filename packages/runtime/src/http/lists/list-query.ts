import * as z from 'zod';

/** What every list takes: a page size and the cursor of the page before. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z
    .string()
    .min(1)
    .max(2_000)
    .optional()
    .describe('the cursor of the page before, with the same filters and sort'),
};

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    page: z.object({ next: z.string().nullable(), has_more: z.boolean() }),
  });

/** How often one filter may be given: more than an address that servers take can hold of most. */
const repeatsMax = 1_000;

/** A filter that may be given several times: `status=SUBMITTED&status=RESUBMITTED`. */
export const repeatable = <Value extends z.ZodType>(value: Value) =>
  z.preprocess(
    (given) => (Array.isArray(given) || given === undefined ? given : [given]),
    z.array(value).max(repeatsMax).optional(),
  );
