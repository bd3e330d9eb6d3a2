import { type Currency, toCurrency } from '@recoup/domain/currency';
import { serviceSettings } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';

export const packetSettings = z.object({
  ...serviceSettings,
  DOCUMENTS_DIR: z.string().min(1).describe('folder that stores evidence files by their hash'),
  UPLOADS_A_DAY: z.coerce
    .number()
    .int()
    .positive()
    .default(1_000)
    .describe('documents that one person may upload in 24 hours'),
  LAST_SIGNATURE_SIGN_IN_MINUTES: z.coerce
    .number()
    .int()
    .positive()
    .default(15)
    .describe(
      'how many minutes ago whoever gives the last signature of a packet may have signed in (auth_time)',
    ),
  BASE_CURRENCY: z
    .string()
    .default('USD')
    .refine((code) => toCurrency(code) !== undefined, 'must be an ISO 4217 currency code such as USD')
    .transform((code) => code as Currency)
    .describe("the group's base currency, which decides who must approve"),
});
export type PacketConfig = z.infer<typeof packetSettings>;
