import { serviceSettings } from '@recoup/runtime/config';
import * as z from 'zod';

export const riskSettings = z.object({
  ...serviceSettings,
  COLLECTIONS_DESK: z
    .string()
    .min(1)
    .default('Collections desk')
    .describe('who answers for risk records while no case owner and no collections lead is known'),
});
export type RiskConfig = z.infer<typeof riskSettings>;
