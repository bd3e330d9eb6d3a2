import type { ServiceMetrics } from '@recoup/runtime/process/metrics';
import { clientCredentials } from './adapters/netsuite/access/client-credentials.ts';
import { measureKeys, readKeys } from './adapters/netsuite/access/key-file.ts';
import { tokenBased } from './adapters/netsuite/access/token-based.ts';
import { bodiesBy } from './adapters/netsuite/bodies/journal-body.ts';
import { type GlMapping, mapped, readMapping } from './adapters/netsuite/gl-mapping-file.ts';
import { netsuiteGeneralLedger } from './adapters/netsuite/netsuite-general-ledger.ts';
import type { LedgerConfig } from './config.ts';

export const composeGeneralLedger = (config: LedgerConfig, metrics: ServiceMetrics, now: () => Date) => {
  const mapping: GlMapping = readMapping(config.GL_MAPPING_FILE);
  const generalLedger = netsuiteGeneralLedger({
    baseUrl: config.GL_ADDRESS,
    access: accessOf(config, metrics, now),
    callsAtOnce: config.GL_CALLS_AT_ONCE,
    now,
    registry: metrics.registry,
    timeoutMs: config.GL_TIMEOUT_MS,
  });
  return {
    generalLedger: { ...generalLedger, ...bodiesBy(mapping) },
    // A key needs something in place of a subsidiary that is not mapped yet; the document itself waits until it is.
    subsidiaryOf: (entity: string) =>
      mapped(mapping.subsidiaries, entity) ?? entity.replace(/[^A-Za-z0-9_-]/g, ''),
  };
};

const accessOf = (config: LedgerConfig, metrics: ServiceMetrics, now: () => Date) => {
  const held = readKeys(config.GL_KEY_FILE);
  if (held.kind === 'token-based') return tokenBased(held.secrets, now);
  measureKeys(metrics.registry, held.keys);
  return clientCredentials({
    tokenUrl: config.GL_TOKEN_URL,
    clientId: config.GL_CLIENT_ID,
    keys: held.keys,
    now,
  });
};
