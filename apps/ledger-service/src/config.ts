import { serviceSettings } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';

const glSettings = {
  GL_KIND: z
    .enum(['netsuite', 'files', 'none'])
    .default('netsuite')
    .describe('general ledger: NetSuite, one that reads files, or none outside'),
  GL_ADDRESS: z.url().optional().describe('general ledger: the host of its REST record service'),
  GL_TOKEN_URL: z
    .url()
    .optional()
    .describe('general ledger: where access tokens are asked for; also the audience of the assertion'),
  GL_CLIENT_ID: z.string().min(1).optional().describe('general ledger: client id of the integration'),
  GL_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'general ledger: one or two private keys as JSON web keys, each kid the certificate id; or the secrets of token-based access',
    ),
  GL_FILES_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('general ledger that reads files: the folder of `outgoing` and `acknowledgements`'),
  GL_FILES_FORMAT: z
    .enum(['csv', 'json'])
    .default('csv')
    .describe('general ledger that reads files: how documents are written'),
  GL_CALLS_AT_ONCE: z.coerce
    .number()
    .int()
    .min(1)
    .max(5)
    .default(2)
    .describe(
      'general ledger: how many calls may run at once; the limit of an account counts all its integrations',
    ),
  GL_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(15_000).describe('limit of one call'),
};
export type GlSettings = z.infer<z.ZodObject<typeof glSettings>>;

export const ledgerSettings = z.object({
  ...serviceSettings,
  LEDGER_ID: z
    .string()
    .min(1)
    .max(200)
    .describe("name of this ledger in its log's hashes: one of its own for each installation, kept for ever"),
  FILES_DIR: z.string().min(1).describe('folder of imported files'),
  ...glSettings,
});
export type LedgerConfig = z.infer<typeof ledgerSettings>;
