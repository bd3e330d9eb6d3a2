import * as z from 'zod';
import { wholeNumber } from '../input/whole-number.ts';

/** What every list takes: a page size and the cursor of the page before. */
export const paging = z.object({
  limit: wholeNumber(1, 500).prefault(50),
  after: z
    .string()
    .min(1)
    .max(2_000)
    .optional()
    .describe('the cursor of the page before, with the same filters and sort'),
});

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    page: z.object({ next: z.string().nullable(), has_more: z.boolean() }),
  });
