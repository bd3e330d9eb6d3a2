import { serviceSettings } from '@recoup/runtime/config';
import * as z from 'zod';

export const ledgerSettings = z.object({
  ...serviceSettings,
  LEDGER_ID: z.string().min(1).default('recoup').describe("name of this ledger in its log's hashes"),
  FILES_DIR: z.string().min(1).describe('folder of imported files'),
});
export type LedgerConfig = z.infer<typeof ledgerSettings>;
