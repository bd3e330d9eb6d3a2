import type { Money } from '@recoup/domain/money';
import type { SavedMapping } from '../../domain/import/mapping/mapping.ts';
import type {
  ComparedField,
  ImportTerms,
  ItemNamed,
  OpenItem,
  RowError,
  SettledInvoice,
} from '../../domain/import/open-item.ts';
import type { FileFormat, ReadingAsked, ReadingFound, WritingDeclared } from './open-item-files.ts';

export type KeptFile = { readonly sha256: string; readonly size: number; readonly format: FileFormat };

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
  /** The kind of the file, or the name of a mapping of its source; null where its header shall show it. */
  readonly preset: string | null;
  /** The mapping that the preset names; null where it is a kind that is known from the beginning. */
  readonly mapping: SavedMapping | null;
  readonly acceptValid: boolean;
  /** Whether what only looks wrong about the file as a whole is known, and it is to be taken in all the same. */
  readonly acceptWarnings: boolean;
  readonly dryRun: boolean;
  /** Whether the file names all that is open, so that what is missing may be closed at the source. */
  readonly fullSnapshot: boolean;
  /** Whether it was asked of the connected system, which answers no more than what it is asked for. */
  readonly pulled: boolean;
  /** Whether the settled invoices are read as history, instead of the open ones into the ledger. */
  readonly history: boolean;
  /** What of the books the asking person may import into; a row beyond it is invalid. */
  readonly scope: readonly Scope[];
  readonly file: KeptFile;
  /** How the sender says that the file is written. */
  readonly reading: ReadingAsked;
  readonly declared: WritingDeclared;
  /** What the file must state as open in all, as its sender read it elsewhere; null where nobody said. */
  readonly controlTotal: readonly Money[] | null;
};

/** A request whose file is null until the connected system has answered to the end. */
export type AskedImport = Omit<ImportRequest, 'file'> & { readonly file: KeptFile | null };

/** How a file was read, and as what. */
export type ReadingKept = ReadingFound & {
  /** Null before it was chosen. */
  readonly preset: string | null;
  readonly presetVersion: number | null;
  readonly chosenBy: 'named' | 'header' | null;
  /** The line that names the columns. */
  readonly header: number | null;
  /** The columns that hold what is compared. */
  readonly columns: Readonly<Partial<Record<ComparedField, string>>>;
};

/** A part of the books: null means every entity, department or client. */
export type Scope = {
  readonly entity: string | null;
  readonly department: string | null;
  readonly clientId: string | null;
};

/** A try at an import. One that lost its claim changes nothing any more, because somebody else tries then. */
export type ImportTry = { readonly importId: string; readonly attempt: number };
export type ClaimedImport = ImportRequest & ImportTry;
export type ClaimedAsked = AskedImport & ImportTry;

export type StagedRow = { readonly row: number; readonly item: OpenItem };
/** A row that is not valid, with the item that it names where it names one. */
export type InvalidRow = { readonly row: number; readonly means: ItemNamed | null };

export type CheckProgress = {
  readonly bytesDone: number;
  readonly rowsTotal: number;
  readonly rowsNotOpen: number;
  readonly rowsInvalid: number;
  readonly rowsRounded: number;
  /** Headings, totals and the like between the items. */
  readonly rowsNotItems: number;
  readonly rowsCredits: number;
  /** What the rows state as open that are not staged: credits, invalid rows, items of a later day. */
  readonly statedBeside: readonly Money[];
  /** Of a history: rows settled by the as-of date, and the others. */
  readonly rowsSettled: number;
  readonly rowsNotSettled: number;
};

export type Imports = ImportQueue & ImportUnderWay;

/** Who asked for which import, and whose turn it is. */
export type ImportQueue = {
  /** Keeps a request; the same key of the same person answers the import made before. */
  readonly register: (
    request: AskedImport,
  ) => Promise<{ readonly importId: string; readonly requestDigest: string }>;
  /**
   * Takes the oldest import nobody works on, for a limited time, and only one of a source at a time; a worker that died gives it back by
   * that. One that was tried too often ends here.
   */
  readonly claim: () => Promise<ClaimedAsked | undefined>;
  /** Keeps which file the connected system answered. Throws `ClaimLost` where the import is no longer the one of this try. */
  readonly fetched: (tried: ImportTry, file: KeptFile) => Promise<void>;
  /** Keeps a claimed import from being given to somebody else while it is worked on. */
  readonly hold: (tried: ImportTry) => Promise<void>;
  /** Gives an import back after a try in vain, for another try or, after the last one, with the reason for good. */
  readonly giveBack: (tried: ImportTry, failure: string) => Promise<void>;
};

/** The steps of one import. Each throws `ClaimLost` where the import is no longer the one of this try. */
export type ImportUnderWay = {
  readonly begin: (tried: ImportTry) => Promise<void>;
  /** The codes of the legal entities whose rows can be taken in. */
  readonly registeredEntities: () => Promise<readonly string[]>;
  /** Keeps how the file was read, for whoever asks after the import. */
  readonly noteReading: (tried: ImportTry, reading: ReadingKept) => Promise<void>;
  readonly stage: (
    tried: ImportTry,
    rows: readonly StagedRow[],
    invalid: readonly InvalidRow[],
  ) => Promise<void>;
  /** Keeps why rows are invalid, or remarks that only say what was done about them, such as a rounding. */
  readonly note: (tried: ImportTry, kind: 'error' | 'remark', notes: readonly RowError[]) => Promise<void>;
  readonly progress: (tried: ImportTry, progress: CheckProgress) => Promise<void>;
  /** Compares the staged rows with each other and with the ledger. */
  readonly compare: (request: ClaimedImport) => Promise<Compared>;
  /** Moves the valid rows into the ledger in one transaction, with their events and one log entry. */
  readonly commit: (request: ClaimedImport) => Promise<void>;
  /** Publishes settled invoices in parts, in one transaction with one log entry; nothing else is kept of them. */
  readonly publishHistory: (
    request: ClaimedImport,
    invoices: () => AsyncIterable<SettledInvoice>,
  ) => Promise<void>;
  readonly end: (
    tried: ImportTry,
    state: 'CHECKED' | 'REJECTED' | 'FAILED',
    failure?: string,
  ) => Promise<void>;
};

export type Compared = {
  /** How many rows are invalid in all. */
  readonly invalid: number;
  /** Whether something about the file as a whole forbids that any row of it is taken in. */
  readonly refused: boolean;
};

/** The rows that wait for being compared or committed are not those that were read: the file must be read again. */
export class StagingLost extends Error {
  override readonly name = 'StagingLost';
  constructor(tried: ImportTry) {
    super(`rows that attempt ${tried.attempt} at import ${tried.importId} has read are gone`);
  }
}

/** Somebody else tries this import by now: what this try does is in vain. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
  constructor(tried: ImportTry) {
    super(`attempt ${tried.attempt} at import ${tried.importId} is no longer the one that counts`);
  }
}
