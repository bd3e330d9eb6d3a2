import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { currency } from './values.ts';

/** An exchange rate of a day was listed. It never changes: listed otherwise later, it is another version with an id of its own. */
export const RateListedV1 = contract(
  'recoup.rate.listed.v1',
  topics.rates,
  z.object({
    fxRateId: z.uuid(),
    day: z.iso.date(),
    /** One unit of `from` is worth `rate` divided by ten to the power of `scale` units of `to`. */
    from: currency,
    to: currency,
    rate: z.string().regex(/^[1-9]\d*$/),
    scale: z.int().nonnegative(),
    /** Who lists it. */
    source: z.string(),
    /** Of the versions of a day the newest counts. */
    version: z.int().positive(),
  }),
);
