import { rateText } from '@recoup/domain/fx-rate';
import { day } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';

export const rateResource = z
  .object({
    from: z.string(),
    to: z.string(),
    rate: z.string(),
    day,
    version: z.int(),
    source: z.string(),
  })
  .describe('the exchange rate by which the route was found, as it was listed then');

export type StoredRate = {
  readonly rate: (z.infer<typeof rateResource> & { readonly scale: number }) | null;
};

/** The rate of a `submission`, or null where its currency needed none. */
export const ratesColumns = sql`
  case when submission.fx_rate_id is not null then jsonb_build_object('from', submission.currency,
       'to', submission.base_currency, 'rate', submission.fx_rate::text, 'scale', submission.fx_scale,
       'day', submission.fx_day, 'version', submission.fx_version, 'source', submission.fx_source) end as rate`;

export const rateOf = ({ rate, scale, ...listed }: NonNullable<StoredRate['rate']>) => ({
  ...listed,
  rate: rateText({ rate: BigInt(rate), scale }),
});
