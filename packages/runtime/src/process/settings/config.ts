import * as z from 'zod';
import { databaseUrl } from './database-url.ts';
import { fieldMessage } from './field-message.ts';
import { signInSettings } from './sign-in-settings.ts';

/** Reads a service's settings from the environment. Every wrong or missing one is named in one error. */
export const readConfig = <Schema extends z.ZodObject>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> => {
  const read = schema.safeParse(environment, { error: fieldMessage });
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
  throw new Error(`These settings in the environment are missing or wrong:\n${wrong.join('\n')}`);
};

export const serviceSettings = {
  DATABASE_URL: databaseUrl.describe("PostgreSQL URL for the service's runtime role (DML only)"),
  MIGRATION_DATABASE_URL: databaseUrl
    .optional()
    .describe('PostgreSQL URL for the owner role; when it is set, migrations run at start'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0).describe('port of the API; 0 picks a free one'),
  ADMIN_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(9464)
    .describe('port of health and metrics; 0 picks a free one'),
  HOST: z.string().default('127.0.0.1').describe('address both ports listen on'),
  ...signInSettings,
  BUSINESS_DATE: z.iso
    .date()
    .optional()
    .describe('fixes the business date; without it, today in the time zone'),
  TIME_ZONE: z.string().default('UTC').describe('IANA time zone that decides when a business day begins'),
  CLOCK_FILE: z
    .string()
    .optional()
    .describe('trying out only: a file with the milliseconds by which the clock is put ahead'),
  SINGLE_OPERATOR_COOLING_HOURS: z.coerce
    .number()
    .min(1)
    .max(240)
    .optional()
    .describe(
      'for an installation that one person runs: hours after which the author of a risk or control setting may approve it alone; without it that takes another person. Packets, people and dead letters always do',
    ),
  CURSOR_SECRET: z
    .string()
    .min(16)
    .default('recoup-cursors-are-not-secrets')
    .describe('secret that signs list cursors'),
  FAILPOINT_FILE: z
    .string()
    .optional()
    .describe('crash tests only: a file that names the point at which this process ends itself'),
  FAILING_AGGREGATES_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .default(10)
    .describe(
      'when events of so many packets, receivables or cases fail one after another, none becomes a dead letter any more and all wait',
    ),
  CHECK_ANSWERS: z
    .stringbool()
    .default(false)
    .describe('tests only: treats an answer that the API document does not describe as a fault'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('lowest level that is logged'),
};
