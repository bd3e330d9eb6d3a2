/** What separates the cells of a text file. */
export type Delimiter = ',' | ';' | '\t';

/** How the sender says that a file is written; null where the file shows it. */
export type ReadingAsked = {
  /** Any label of the encoding standard, such as `windows-1252`; a byte order mark in the file wins over it. */
  readonly encoding: string | null;
  readonly delimiter: Delimiter | null;
  /** Of a workbook; without it the first one is read. */
  readonly sheet: string | null;
};

/** How a file was read; null what its form does not have. */
export type ReadingFound = {
  readonly encoding: string | null;
  readonly delimiter: Delimiter | null;
  readonly sheet: string | null;
};

/** How a sender says that dates and amounts are written; null where the file or its kind shows it. */
export type WritingDeclared = {
  readonly dates: 'day-first' | 'month-first' | null;
  readonly numbers: 'plain' | 'point' | 'comma' | null;
};

export type FileFormat = 'csv' | 'json' | 'xlsx';

/** The cells that stand together: a line, a row of a sheet, an object of a list. What a line without anything holds is no record. */
export type FileRecord = {
  /** The line on which the record begins, as an editor counts; the row of a sheet; the position in a JSON list, whose header is 0. */
  readonly line: number;
  /** How much of the file has been read so far. */
  readonly bytes: number;
  readonly cells: readonly string[];
};

export type OpenItemFile = {
  readonly found: ReadingFound;
  /** Whether neither the sender nor the file names the delimiter, so that the comma is a guess. */
  readonly delimiterGuessed: boolean;
  /** In order, one at a time: memory does not grow with the file. Each walk opens the file anew; a fault of the file is thrown. */
  readonly records: AsyncIterable<FileRecord>;
  /** Whether records leave out the cells at their end that are empty, so that a short one lacks nothing. */
  readonly ragged: boolean;
  /** `float` where numbers came through a binary fraction, so that 0.3 may stand as 0.30000000000000004. */
  readonly numbers: NumberForm;
};

export type NumberForm = 'text' | 'float';

/** Files of open items, kept under the SHA-256 of their bytes. */
export type OpenItemFiles = {
  readonly keep: (path: string, sha256: string) => Promise<void>;
  /** Writes records as a CSV file and keeps it. Where they break off nothing is kept. */
  readonly write: (
    records: AsyncIterable<readonly string[]>,
  ) => Promise<{ readonly sha256: string; readonly size: number }>;
  readonly read: (sha256: string, format: FileFormat, asked: ReadingAsked) => Promise<OpenItemFile>;
  /** Reads a file that is not kept. */
  readonly look: (path: string, format: FileFormat, asked: ReadingAsked) => Promise<OpenItemFile>;
};

/** What makes a whole file unreadable, as opposed to one of its rows. A disk that fails is none. */
export class FileFault extends Error {
  readonly line: number;
  /** The name of a column, or its position from 0 on, whose name the header knows. */
  readonly column: string | number | null;
  readonly reason: string;

  constructor(line: number, column: string | number | null, reason: string) {
    super(`line ${line} ${reason}`);
    this.name = 'FileFault';
    this.line = line;
    this.column = column;
    this.reason = reason;
  }
}
