import { serviceSettings } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';

const scoringSettings = {
  COLLECTIONS_DESK: z
    .string()
    .min(1)
    .default('Collections desk')
    .describe(
      'who answers for risk records while no case owner and no collections lead is known; the same for the service and its scorers',
    ),
  INSTANCE: z
    .string()
    .min(1)
    .optional()
    .describe('by which name `scored_by` of the shards knows this process; host and process id without it'),
};

export const riskSettings = z.object({
  ...serviceSettings,
  ...scoringSettings,
  SCORING: z
    .enum(['inside', 'apart'])
    .default('inside')
    .describe('whether this process takes shards of the daily sync too, or leaves them to scorers'),
  SYNC_SHARD_RECEIVABLES: z.coerce
    .number()
    .int()
    .min(1)
    .max(50_000)
    .default(4_000)
    .describe('about how many open receivables one shard of the daily sync holds'),
});
export type RiskConfig = z.infer<typeof riskSettings>;

const { DATABASE_URL, ADMIN_PORT, HOST, FAILPOINT_FILE, FAILING_AGGREGATES_MAX, CLOCK_FILE, LOG_LEVEL } =
  serviceSettings;

/** A scorer answers nobody and migrates nothing, so it needs little. */
export const scorerSettings = z.object({
  DATABASE_URL,
  ADMIN_PORT,
  HOST,
  FAILPOINT_FILE,
  FAILING_AGGREGATES_MAX,
  CLOCK_FILE,
  LOG_LEVEL,
  ...scoringSettings,
});
export type ScorerConfig = z.infer<typeof scorerSettings>;
