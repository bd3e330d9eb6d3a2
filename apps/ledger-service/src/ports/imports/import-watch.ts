import type { RowError } from '../../domain/import/open-item.ts';

/** How an import ended; of a rejected one the first rows at fault, and how many there are. */
export type ImportEnd =
  | { readonly state: 'COMMITTED' | 'CHECKED' }
  /** `fetched` is false where the connected system did not answer to the end, and so there is no file. */
  | { readonly state: 'FAILED'; readonly why: string; readonly fetched: boolean }
  | { readonly state: 'REJECTED'; readonly rowsInvalid: number; readonly errors: readonly RowError[] };

/** What somebody who asked for an import can do about it afterwards. */
export type ImportWatch = {
  /** Lets the worker know that an import waits. */
  readonly wake: () => void;
  /** Waits for the end of an import, for a limited time; undefined when it is still under way then. */
  readonly endOfImport: (importId: string) => Promise<ImportEnd | undefined>;
};
