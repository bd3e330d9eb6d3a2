import type { Result } from '@recoup/domain/result';

export type SniffedFile = { readonly mediaType: string; readonly extension: string };

export type FileRefusal = {
  readonly reason: 'empty' | 'type-not-allowed' | 'name-does-not-fit-type' | 'active-content' | 'encrypted';
};

/** Keeps the bytes of evidence by their SHA-256 (hex). The same bytes are kept once; nothing is ever replaced. */
export type DocumentVault = {
  readonly judge: (path: string, fileName: string) => Promise<Result<SniffedFile, FileRefusal>>;
  /** Resolves when the bytes of the file at `path` are safe on disk. */
  readonly keep: (path: string, sha256: string) => Promise<void>;
};
