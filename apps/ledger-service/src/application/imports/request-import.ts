import { accepted, type Result, refused } from '@recoup/domain/result';
import { presetOf } from '../../domain/import/layouts/presets.ts';
import type { ImportTerms, RowError } from '../../domain/import/open-item.ts';
import type { ImportMappings } from '../../ports/imports/import-mappings.ts';
import type { ImportWatch } from '../../ports/imports/import-watch.ts';
import type { AskedImport, ImportRequest, Imports } from '../../ports/imports/imports.ts';
import type { OpenItemFiles } from '../../ports/imports/open-item-files.ts';
import type { Registry } from '../../ports/registry.ts';

export type RequestImport = Omit<ImportRequest, 'importId' | 'mapping'> & { readonly uploadPath: string };

/** Why a file did not enter the ledger. Nothing was changed. */
export type ImportRefusal =
  | { readonly reason: 'unknown-source'; readonly source: string }
  | { readonly reason: 'unknown-preset'; readonly preset: string; readonly source: string }
  | { readonly reason: 'key-used-for-another-request' }
  /** `withoutFile` says why there is no file, where the connected system did not answer to the end. */
  | { readonly reason: 'broken-off'; readonly importId: string; readonly withoutFile: string | null }
  | {
      readonly reason: 'rows-invalid';
      readonly importId: string;
      readonly rowsInvalid: number;
      readonly errors: readonly RowError[];
    };

type Meaning = Pick<Registry, 'sourceMeant'> & { readonly entityMeant: (written: string) => Promise<string> };

/** How an import whose file is kept, or is still to be asked for, goes on. */
export type BeginImport = (request: Omit<AskedImport, 'importId'>) => Promise<Result<string, ImportRefusal>>;

/** Keeps a request, has the worker take it, and waits a while for its end. Answers the id of the import. */
export const beginImport =
  (imports: Pick<Imports, 'register'>, watch: ImportWatch, newId: () => string): BeginImport =>
  async (request) => {
    const { importId, requestDigest } = await imports.register({ ...request, importId: newId() });
    if (requestDigest !== request.requestDigest) return refused({ reason: 'key-used-for-another-request' });
    watch.wake();
    const end = await watch.endOfImport(importId);
    if (end?.state === 'FAILED') {
      return refused({ reason: 'broken-off', importId, withoutFile: end.fetched ? null : end.why });
    }
    if (end?.state === 'REJECTED') {
      return refused({
        reason: 'rows-invalid',
        importId,
        rowsInvalid: end.rowsInvalid,
        errors: end.errors,
      });
    }
    return accepted(importId);
  };

/** Keeps an uploaded file, and begins its import. */
export const requestImport =
  (begin: BeginImport, files: Pick<OpenItemFiles, 'keep'>, known: Meaning & Pick<ImportMappings, 'find'>) =>
  async ({ uploadPath, ...request }: RequestImport): Promise<Result<string, ImportRefusal>> => {
    const { preset } = request;
    const terms = await termsMeant(known, request.terms);
    if (!terms) return refused({ reason: 'unknown-source', source: request.terms.source });
    const { source } = terms;
    const mapping = preset === null || presetOf(preset) ? null : await known.find(source, preset);
    if (preset !== null && mapping === undefined)
      return refused({ reason: 'unknown-preset', preset, source });
    await files.keep(uploadPath, request.file.sha256);
    return begin({ ...request, terms, mapping: mapping ?? null });
  };

/** What is given with a file, with source and entity called as they are registered; undefined where the source is not. */
const termsMeant = async (known: Meaning, { source: written, entity, ...terms }: ImportTerms) => {
  const source = await known.sourceMeant(written);
  if (source === undefined) return undefined;
  return { ...terms, source, entity: entity === null ? null : await known.entityMeant(entity) };
};
