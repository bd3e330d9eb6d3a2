import type { ImportTerms, OpenItem, RowError, SettledInvoice } from '../domain/import/open-item.ts';
import type { PresetName } from '../domain/import/presets.ts';

export type ImportRequest = {
  readonly importId: string;
  readonly requestedBy: string;
  /** The name that the asking person gave this request, so that asking again never imports twice. */
  readonly requestKey: string;
  /** What was asked for under that name: another digest is another request. */
  readonly requestDigest: string;
  /** The thread of events to which those of the import belong. */
  readonly threadId: string;
  readonly terms: ImportTerms;
  readonly preset: PresetName;
  readonly acceptValid: boolean;
  readonly dryRun: boolean;
  /** Whether the file names all that is open, so that what is missing may be closed at the source. */
  readonly fullSnapshot: boolean;
  /** Whether the settled invoices are read as history, instead of the open ones into the ledger. */
  readonly history: boolean;
  readonly file: { readonly sha256: string; readonly size: number; readonly format: 'csv' | 'json' };
};

export type StagedRow = { readonly row: number; readonly item: OpenItem };

export type CheckProgress = {
  readonly bytesDone: number;
  readonly rowsTotal: number;
  readonly rowsNotOpen: number;
  readonly rowsInvalid: number;
  readonly rowsRounded: number;
  /** Of a history: rows settled by the as-of date, and the others. */
  readonly rowsSettled: number;
  readonly rowsNotSettled: number;
};

export type Imports = ImportQueue & ImportUnderWay;

/** Who asked for which import, and whose turn it is. */
export type ImportQueue = {
  /** Keeps a request; the same key of the same person answers the import made before. */
  readonly register: (
    request: ImportRequest,
  ) => Promise<{ readonly importId: string; readonly requestDigest: string }>;
  /** Takes the oldest import nobody works on, for a limited time; a worker that died gives it back by that. */
  readonly claim: () => Promise<ImportRequest | undefined>;
  /** Keeps a claimed import from being given to somebody else while it is worked on. */
  readonly hold: (importId: string) => Promise<void>;
};

/** The steps of one import. */
export type ImportUnderWay = {
  readonly begin: (importId: string) => Promise<void>;
  readonly stage: (importId: string, rows: readonly StagedRow[]) => Promise<void>;
  /** Keeps why rows are invalid, or remarks that only say what was done about them, such as a rounding. */
  readonly note: (importId: string, kind: 'error' | 'remark', notes: readonly RowError[]) => Promise<void>;
  readonly progress: (importId: string, progress: CheckProgress) => Promise<void>;
  /** Compares the staged rows with each other and with the ledger; answers how many rows it found invalid in all. */
  readonly compare: (importId: string) => Promise<{ readonly invalid: number }>;
  /** Moves the valid rows into the ledger in one transaction, with their events and one log entry. */
  readonly commit: (request: ImportRequest) => Promise<void>;
  /** Publishes settled invoices in parts, in one transaction with one log entry; nothing else is kept of them. */
  readonly publishHistory: (request: ImportRequest, invoices: AsyncIterable<SettledInvoice>) => Promise<void>;
  readonly end: (
    importId: string,
    state: 'CHECKED' | 'REJECTED' | 'FAILED',
    failure?: string,
  ) => Promise<void>;
};
