import type { ClaimedAsked, ClaimedImport, Imports, KeptFile } from '../../ports/imports/imports.ts';
import type { OpenItemFiles } from '../../ports/imports/open-item-files.ts';
import { type OpenItemPull, PullBrokenOff } from '../../ports/imports/open-item-pull.ts';

/**
 * Asks the connected system for the file of an import that has none yet, and keeps it, so that a later try reads the same. Where the system
 * stops in the middle there is no file, and nothing is concluded.
 */
export const fetchingFile =
  (
    imports: Pick<Imports, 'fetched' | 'end'>,
    files: Pick<OpenItemFiles, 'write'>,
    pull: Pick<OpenItemPull, 'records'> | null,
    take: (request: ClaimedImport) => Promise<void>,
  ) =>
  async (request: ClaimedAsked): Promise<void> => {
    const { file } = request;
    if (file) return take({ ...request, file });
    if (!pull) return imports.end(request, 'FAILED', 'no NetSuite is connected any more');
    let fetched: KeptFile;
    try {
      fetched = { ...(await files.write(pull.records())), format: 'csv' };
    } catch (error) {
      if (!(error instanceof PullBrokenOff)) throw error;
      return imports.end(request, 'FAILED', error.message);
    }
    await imports.fetched(request, fetched);
    return take({ ...request, file: fetched });
  };
