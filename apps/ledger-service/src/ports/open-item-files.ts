import type { RawRow } from '../domain/import/open-item.ts';

/** A file's header and then its rows, in order, one at a time: memory does not grow with the file. */
export type OpenItemFile = {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<FileRow>;
};

export type FileRow =
  | { readonly row: number; readonly bytes: number; readonly raw: RawRow; readonly broken?: never }
  | { readonly row: number; readonly bytes: number; readonly broken: string; readonly raw?: never };

/** Files of open items, kept under the SHA-256 of their bytes. */
export type OpenItemFiles = {
  readonly keep: (path: string, sha256: string) => Promise<void>;
  readonly read: (sha256: string, format: 'csv' | 'json') => Promise<OpenItemFile>;
};
