import * as z from 'zod';

/** The columns of NetSuite's own report A/R Aging Detail, under which what is asked for is written down. */
export const ageingHeader = [
  ...['Customer:Project', 'Transaction Type', 'Date', 'Document Number', 'P.O. No.', 'Due Date'],
  ...['Subsidiary', 'Department', 'Currency', 'Open Balance (Foreign Currency)', 'Internal ID'],
] as const;

/**
 * SuiteQL for what is open of customers' documents with an id above one, in the currency of each. By ids, not by offsets: a document that
 * is paid meanwhile would shift the next page, and more than 100,000 rows have no offset.
 */
export const ageingQuery = (aboveId: string): string =>
  `
  select t.id, builtin.df(t.entity) as customer, builtin.df(t.type) as type, to_char(t.trandate, 'YYYY-MM-DD') as trandate,
         t.tranid, t.otherrefnum, to_char(t.duedate, 'YYYY-MM-DD') as duedate, tl.subsidiary as subsidiary,
         builtin.df(tl.subsidiary) as subsidiaryname, builtin.df(tl.department) as department, c.symbol as currency,
         coalesce(t.foreignamountunpaid, 0) - coalesce(t.foreignpaymentamountunused, 0) as open
    from transaction t
    join transactionline tl on tl.transaction = t.id and tl.mainline = 'T'
    join currency c on c.id = t.currency
   where t.posting = 'T' and t.voided = 'F' and t.type in ('CustInvc', 'CustCred', 'CustPymt', 'CustDep')
     and coalesce(t.foreignamountunpaid, 0) - coalesce(t.foreignpaymentamountunused, 0) <> 0
     and t.id > ${aboveId}
   order by t.id`.replaceAll(/\s+/g, ' ');

/** SuiteQL leaves out what is null, and writes numbers as texts or as numbers. */
const value = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((given) => (given === undefined || given === null ? '' : String(given)));

const row = z.object({
  id: z.union([z.string(), z.number()]).transform(String).pipe(z.string().regex(/^\d+$/)),
  ...{ customer: value, type: value, trandate: value, tranid: value, otherrefnum: value, duedate: value },
  ...{ subsidiary: value, subsidiaryname: value, department: value, currency: value, open: value },
});
export type AgeingRow = z.infer<typeof row>;

const page = z.object({ count: z.int().nonnegative(), hasMore: z.boolean(), items: z.array(row) });
export type AgeingPage = z.infer<typeof page>;

/** The page that an answer is; undefined where it is none, or says another number of rows than it has. */
export const readPage = (answer: unknown): AgeingPage | undefined => {
  const read = page.safeParse(answer).data;
  return read && read.count === read.items.length && (read.count > 0 || !read.hasMore) ? read : undefined;
};
