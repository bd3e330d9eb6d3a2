import { setTimeout } from 'node:timers/promises';
import { currencies } from '@recoup/domain/currency';
import { gaugeOf, type ServiceMetrics } from '@recoup/runtime/process/metrics';
import type { SetAside } from './adapters/journal-files/acknowledgements.ts';
import { fileBodies, journalFiles } from './adapters/journal-files/journal-files.ts';
import { clientCredentials } from './adapters/netsuite/access/client-credentials.ts';
import { measureKeys, readKeys } from './adapters/netsuite/access/key-file.ts';
import { tokenBased } from './adapters/netsuite/access/token-based.ts';
import { mirroredDocument } from './adapters/netsuite/bodies/journal-body.ts';
import { byMapping } from './adapters/netsuite/by-mapping.ts';
import { netsuiteGeneralLedger } from './adapters/netsuite/netsuite-general-ledger.ts';
import { entityOfSubsidiary } from './adapters/netsuite/open-items/entity-of-subsidiary.ts';
import { netsuiteOpenItems } from './adapters/netsuite/open-items/netsuite-open-items.ts';
import { recordCalls } from './adapters/netsuite/record-calls.ts';
import { noGeneralLedger } from './adapters/no-general-ledger/no-general-ledger.ts';
import type { GlSettings } from './config.ts';
import { postedRoles } from './domain/books/account-role.ts';
import { type PostingStrategy, postingStrategies } from './domain/general-ledger/gl-mapping.ts';
import { inKey } from './domain/general-ledger/posting-key.ts';
import type { GeneralLedger, GlDocument, GlFormat, GlUnclear } from './ports/general-ledger.ts';
import type { GlBodies } from './ports/general-ledger-bodies.ts';
import type { GlMappings } from './ports/gl-mappings.ts';
import type { OpenItemPull } from './ports/imports/open-item-pull.ts';

type ComposedLedger = GeneralLedger &
  GlBodies & {
    readonly openItems: OpenItemPull | null;
    /** How it can take write-offs. Files hold journals alone. */
    readonly strategies: readonly PostingStrategy[];
  };

export const composeGeneralLedger = (
  settings: GlSettings,
  metrics: Pick<ServiceMetrics, 'registry'>,
  now: () => Date,
  mappings: GlMappings,
  setAside: SetAside,
): ComposedLedger => {
  if (settings.GL_KIND === 'netsuite') {
    const { mappedNow, openItems, ...outside } = composeNetsuite(settings, metrics, now, mappings);
    return {
      ...takingOnly('NETSUITE', outside),
      mappedNow,
      recoveryOf,
      openItems,
      strategies: postingStrategies,
    };
  }
  const { documentsOf, ...outside } =
    settings.GL_KIND === 'none' ? noGeneralLedger : composeFiles(settings, metrics, setAside);
  const clearsInvoices = false;
  const everything = {
    ...{ version: settings.GL_KIND, accountRoles: postedRoles, currencies, clearsInvoices },
    listedNames: [],
  };
  const unmapped = {
    version: null,
    subsidiaryOf: inKey,
    mappedFor: () => everything,
    clearsInvoices,
    documentsOf,
  };
  const openItems = null;
  return {
    ...{ ...takingOnly('FILES', outside), mappedNow: async () => unmapped, recoveryOf, openItems },
    strategies: ['JOURNAL'],
  };
};

/** A recovery is written as the write-off was, by whatever kind of general ledger it was made for. */
const recoveryOf: GlBodies['recoveryOf'] = (writeOff, recovery) =>
  mirrors[writeOff.format](writeOff, recovery);
const mirrors: Readonly<Record<GlFormat, GlBodies['recoveryOf']>> = {
  NETSUITE: mirroredDocument,
  FILES: fileBodies.recoveryOf,
};

/** What was made for another kind of general ledger waits, and says so, until two persons say what becomes of it. */
const takingOnly = (format: GlFormat, { find, findEntered, post }: GeneralLedger): GeneralLedger => {
  const guarded =
    <Rest extends readonly unknown[], Answer>(
      call: (document: GlDocument, ...rest: Rest) => Promise<Answer>,
    ) =>
    async (document: GlDocument, ...rest: Rest): Promise<Answer | GlUnclear> =>
      document.format === format
        ? call(document, ...rest)
        : { kind: 'not-sent', reason: `it was made for another kind of general ledger (${document.format})` };
  return { find: guarded(find), findEntered: guarded(findEntered), post: guarded(post) };
};

const composeFiles = (
  settings: GlSettings,
  { registry }: Pick<ServiceMetrics, 'registry'>,
  setAside: SetAside,
) => {
  const { GL_FILES_DIR } = needed(settings, ['GL_FILES_DIR']);
  const files = journalFiles(GL_FILES_DIR, settings.GL_FILES_FORMAT, setAside);
  const help = 'Files of acknowledgements that could not be read and were set aside';
  gaugeOf(registry, 'recoup_gl_acknowledgements_set_aside', help, files.setAside);
  return { ...files, documentsOf: fileBodies.documentsOf };
};

const composeNetsuite = (
  settings: GlSettings,
  { registry }: Pick<ServiceMetrics, 'registry'>,
  now: () => Date,
  mappings: GlMappings,
): GeneralLedger & Pick<GlBodies, 'mappedNow'> & { readonly openItems: OpenItemPull } => {
  const given = needed(settings, [
    ...(['GL_ADDRESS', 'GL_TOKEN_URL', 'GL_CLIENT_ID', 'GL_KEY_FILE'] as const),
  ]);
  const held = readKeys(given.GL_KEY_FILE);
  if (held.kind === 'client-credentials') measureKeys(registry, held.keys);
  const calls = recordCalls({
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
    ...netsuiteGeneralLedger(calls, settings.GL_TIMEOUT_MS),
    mappedNow: async () => byMapping(await mappings.current()),
    openItems: netsuiteOpenItems({
      calls,
      entities: async () => entityOfSubsidiary((await mappings.current())?.content),
      pause: (tries) => setTimeout(Math.random() * Math.min(30_000, 500 * 2 ** tries)),
    }),
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
