import { readFileSync } from 'node:fs';
import { currencies } from '@recoup/domain/currency';
import type { ServiceMetrics } from '@recoup/runtime/process/metrics';
import { fileBodies, journalFiles } from './adapters/journal-files/journal-files.ts';
import { clientCredentials } from './adapters/netsuite/access/client-credentials.ts';
import { measureKeys, readKeys } from './adapters/netsuite/access/key-file.ts';
import { tokenBased } from './adapters/netsuite/access/token-based.ts';
import { bodiesBy } from './adapters/netsuite/bodies/journal-body.ts';
import { netsuiteGeneralLedger } from './adapters/netsuite/netsuite-general-ledger.ts';
import { noGeneralLedger } from './adapters/no-general-ledger/no-general-ledger.ts';
import type { GlSettings } from './config.ts';
import { postedRoles } from './domain/books/journal.ts';
import type { EntityMapping } from './domain/books/legal-entity.ts';
import { entityMapping } from './domain/general-ledger/entity-mapping.ts';
import { mapped } from './domain/general-ledger/gl-mapping.ts';
import type { GeneralLedger } from './ports/general-ledger.ts';
import type { GlBodies } from './ports/general-ledger-bodies.ts';
import { glMapping } from './reads/gl-mapping.ts';

type Composed = {
  readonly generalLedger: GeneralLedger & GlBodies;
  /** Under which name a posting key knows an entity. */
  readonly subsidiaryOf: (entity: string) => string;
  /** What of an entity it can take; null while that is nothing. */
  readonly mappedFor: (entity: string) => EntityMapping | null;
};

export const composeGeneralLedger = (
  settings: GlSettings,
  metrics: Pick<ServiceMetrics, 'registry'>,
  now: () => Date,
): Composed => {
  if (settings.GL_KIND === 'netsuite') return composeNetsuite(settings, metrics, now);
  const everything = { version: settings.GL_KIND, accountRoles: postedRoles, currencies };
  const unmapped = { subsidiaryOf: inKey, mappedFor: () => everything };
  if (settings.GL_KIND === 'none') return { generalLedger: noGeneralLedger, ...unmapped };
  const { GL_FILES_DIR } = needed(settings, ['GL_FILES_DIR']);
  const files = journalFiles(GL_FILES_DIR, settings.GL_FILES_FORMAT);
  return { generalLedger: { ...files, ...fileBodies }, ...unmapped };
};

/** Keys hold letters, digits, `_` and `-` only. */
const inKey = (entity: string): string => entity.replace(/[^A-Za-z0-9_-]/g, '');

const composeNetsuite = (
  settings: GlSettings,
  { registry }: Pick<ServiceMetrics, 'registry'>,
  now: () => Date,
): Composed => {
  const given = needed(settings, [
    ...(['GL_ADDRESS', 'GL_TOKEN_URL', 'GL_CLIENT_ID', 'GL_KEY_FILE', 'GL_MAPPING_FILE'] as const),
  ]);
  const mapping = glMapping.parse(JSON.parse(readFileSync(given.GL_MAPPING_FILE, 'utf8')));
  const held = readKeys(given.GL_KEY_FILE);
  if (held.kind === 'client-credentials') measureKeys(registry, held.keys);
  const generalLedger = netsuiteGeneralLedger({
    baseUrl: given.GL_ADDRESS,
    access:
      held.kind === 'token-based'
        ? tokenBased(held.secrets, now)
        : clientCredentials({
            tokenUrl: given.GL_TOKEN_URL,
            clientId: given.GL_CLIENT_ID,
            keys: held.keys,
            now,
          }),
    callsAtOnce: settings.GL_CALLS_AT_ONCE,
    now,
    registry,
    timeoutMs: settings.GL_TIMEOUT_MS,
  });
  return {
    generalLedger: { ...generalLedger, ...bodiesBy(mapping) },
    // A key needs something in place of a subsidiary that is not mapped yet; the document itself waits until it is.
    subsidiaryOf: (entity: string) => mapped(mapping.subsidiaries, entity) ?? inKey(entity),
    mappedFor: (entity: string) => entityMapping(mapping, entity),
  };
};

/** The settings that the chosen kind cannot do without. */
const needed = <Name extends keyof GlSettings>(
  settings: GlSettings,
  names: readonly Name[],
): Readonly<Record<Name, string>> => {
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length > 0) throw new Error(`GL_KIND=${settings.GL_KIND} needs ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, String(settings[name])])) as Record<Name, string>;
};
