import { readFileSync } from 'node:fs';
import type { ServiceMetrics } from '@recoup/runtime/process/metrics';
import { accessTokens } from './adapters/netsuite/access-token.ts';
import { journalBodies } from './adapters/netsuite/bodies/journal-body.ts';
import { type GlMapping, mapped, readMapping } from './adapters/netsuite/gl-mapping-file.ts';
import { netsuiteGeneralLedger } from './adapters/netsuite/netsuite-general-ledger.ts';
import type { LedgerConfig } from './config.ts';

export const composeGeneralLedger = (config: LedgerConfig, metrics: ServiceMetrics, now: () => Date) => {
  const mapping: GlMapping = readMapping(config.GL_MAPPING_FILE);
  const key: Record<string, string> = JSON.parse(readFileSync(config.GL_KEY_FILE, 'utf8'));
  const generalLedger = netsuiteGeneralLedger({
    baseUrl: config.GL_ADDRESS,
    access: accessTokens({ tokenUrl: config.GL_TOKEN_URL, clientId: config.GL_CLIENT_ID, key, now }),
    registry: metrics.registry,
    timeoutMs: config.GL_TIMEOUT_MS,
  });
  return {
    generalLedger: { ...generalLedger, ...journalBodies(mapping) },
    // A key needs something in place of a subsidiary that is not mapped yet; the document itself waits until it is.
    subsidiaryOf: (entity: string) =>
      mapped(mapping.subsidiaries, entity) ?? entity.replace(/[^A-Za-z0-9_-]/g, ''),
  };
};
