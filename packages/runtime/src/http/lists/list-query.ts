import * as z from 'zod';

/** What every list takes: a page size and the cursor of the page before. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z.string().min(1).max(2_000).optional(),
};

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    page: z.object({ next: z.string().nullable(), has_more: z.boolean() }),
  });

/** A filter that may be given several times: `status=SUBMITTED&status=RESUBMITTED`. */
export const repeatable = <Value extends z.ZodType>(value: Value) =>
  z.preprocess(
    (given) => (Array.isArray(given) || given === undefined ? given : [given]),
    z.array(value).optional(),
  );
