import { storable } from '../../domain/import/values/storable-text.ts';
import type { ClaimedImport, Imports } from '../../ports/imports/imports.ts';
import { FileFault } from '../../ports/imports/open-item-files.ts';

/**
 * Rejects an import whose file turns out to be unreadable, however late: of a file that was not read to its end nothing is taken. Any other
 * fault goes on to whoever takes up imports.
 */
export const refusingFaults =
  (imports: Pick<Imports, 'note' | 'end'>, take: (request: ClaimedImport) => Promise<void>) =>
  async (request: ClaimedImport): Promise<void> => {
    try {
      await take(request);
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      const reason = storable(fault.reason);
      const column = storable(fault.column === null ? '' : columnName(fault.column));
      await imports.note(request, 'error', [
        { row: fault.line, column, value: '', code: 'NOT_READABLE', reason },
      ]);
      await imports.end(request, 'REJECTED');
    }
  };

const columnName = (column: string | number): string =>
  typeof column === 'number' ? `column ${column + 1}` : column;
