import { serviceSettings } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';

export const ledgerSettings = z.object({
  ...serviceSettings,
  LEDGER_ID: z.string().min(1).default('recoup').describe("name of this ledger in its log's hashes"),
  FILES_DIR: z.string().min(1).describe('folder of imported files'),
  GL_ADDRESS: z.url().describe('general ledger: the host of its REST record service'),
  GL_TOKEN_URL: z
    .url()
    .describe('general ledger: where access tokens are asked for; also the audience of the assertion'),
  GL_CLIENT_ID: z.string().min(1).describe('general ledger: client id of the integration'),
  GL_KEY_FILE: z
    .string()
    .min(1)
    .describe('general ledger: private key as a JSON web key, its kid the certificate id'),
  GL_MAPPING_FILE: z
    .string()
    .min(1)
    .describe('general ledger: JSON file that maps entities, currencies, accounts and customers to its ids'),
  GL_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(15_000).describe('limit of one call'),
});
export type LedgerConfig = z.infer<typeof ledgerSettings>;
