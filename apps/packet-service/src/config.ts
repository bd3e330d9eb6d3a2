import { type Currency, toCurrency } from '@recoup/domain/currency';
import { serviceSettings } from '@recoup/runtime/process/config';
import * as z from 'zod';

export const packetSettings = z.object({
  ...serviceSettings,
  DOCUMENTS_DIR: z.string().min(1).describe('folder of evidence, kept by its hash'),
  UPLOADS_A_DAY: z.coerce
    .number()
    .int()
    .positive()
    .default(1_000)
    .describe('documents one person may upload in a day'),
  BASE_CURRENCY: z
    .string()
    .default('USD')
    .refine((code) => toCurrency(code) !== undefined, 'is no ISO 4217 currency')
    .transform((code) => code as Currency)
    .describe("the group's currency, in which commission is routed"),
});
export type PacketConfig = z.infer<typeof packetSettings>;
