import { type Delimiter, FileFault } from '../../ports/imports/open-item-files.ts';

/** The longest text that one cell may hold, and the most that one record may. */
const cellMax = 64 * 1024;
const recordMax = 1024 * 1024;
const cellsMax = 2_000;

export type Scanned = {
  readonly cells: readonly string[];
  /** The line on which it begins. */
  readonly line: number;
};

/**
 * Takes text apart into records after RFC 4180, where lines may end in CR, LF and CRLF alike. Text comes in chunks that may end anywhere;
 * what a record lacks is awaited. A quotation mark where none may stand is a fault of the file, since whatever follows could be anything.
 */
export const csvScanner = (delimiter: Delimiter, firstLine = 1) => {
  const separator = delimiter.charCodeAt(0);
  let text = '';
  let line = firstLine;

  function* scan(last: boolean): Generator<Scanned> {
    let at = 0;
    while (at < text.length) {
      const record = scanRecord({ text, at, line, separator, last });
      if (!record) break;
      const begins = line;
      at = record.end;
      line = record.lineAfter;
      const blank = record.cells.length === 1 && record.cells[0] === '' && !record.quoted;
      if (!blank) yield { cells: record.cells, line: begins };
    }
    text = text.slice(at);
    if (text.length > recordMax) throw new FileFault(line, null, tooLongRecord);
  }

  return {
    /** The records that this chunk completes; they are taken before the next chunk comes. */
    push: (chunk: string): Iterable<Scanned> => {
      text += chunk;
      return scan(false);
    },
    end: (): Iterable<Scanned> => scan(true),
  };
};

const tooLongRecord = 'begins a row of more than 1 MiB; look for a quotation mark that is not closed';
const tooLongCell =
  'holds a text of more than 64 KiB; look for a quotation mark that is not closed, in this line or before';
const notClosed = 'opens a quotation mark that is never closed';
const strayQuote =
  'has a quotation mark inside a text; put the whole text in quotation marks and double those inside it';

type Scan = {
  readonly text: string;
  readonly at: number;
  readonly line: number;
  readonly separator: number;
  /** Whether no more text follows. */
  readonly last: boolean;
};
type ScannedRecord = {
  readonly cells: readonly string[];
  readonly quoted: boolean;
  readonly end: number;
  readonly lineAfter: number;
};

const quote = 0x22;
const lf = 0x0a;
const cr = 0x0d;

/** The record that begins here; undefined when its end is not there yet. */
const scanRecord = (scan: Scan): ScannedRecord | undefined => {
  const { text, separator } = scan;
  const cells: string[] = [];
  let { at, line } = scan;
  let quoted = false;
  for (;;) {
    const cell = scanCell(scan, at, line, cells.length);
    if (!cell) return undefined;
    cells.push(cell.value);
    quoted ||= text.charCodeAt(at) === quote;
    line += cell.lineEnds;
    at = cell.end + 1;
    if (text.charCodeAt(cell.end) === separator) continue;
    const width = lineEndAt(scan, cell.end);
    if (width === undefined) return undefined;
    return { cells, quoted, end: cell.end + width, lineAfter: width > 0 ? line + 1 : line };
  }
};

type Cell = { readonly value: string; readonly end: number; readonly lineEnds: number };

/** The cell that begins here; undefined when what follows could still belong to it. */
const scanCell = (scan: Scan, at: number, line: number, column: number): Cell | undefined => {
  if (column >= cellsMax) throw new FileFault(line, null, `has more than ${cellsMax} columns`);
  const read = scan.text.charCodeAt(at) === quote ? quotedCell : plainCell;
  const cell = read(scan, at, line, column);
  if (cell && cell.value.length > cellMax) throw new FileFault(line, column, tooLongCell);
  return cell && (scan.last || cell.end < scan.text.length) ? cell : undefined;
};

/** How long the end of line is that stands here; undefined while a CR may still be followed by its LF. */
const lineEndAt = ({ text, last }: Scan, at: number): number | undefined => {
  if (at >= text.length) return 0;
  if (text.charCodeAt(at) !== cr) return 1;
  if (at + 1 >= text.length && !last) return undefined;
  return text.charCodeAt(at + 1) === lf ? 2 : 1;
};

const quotedCell = (
  { text, separator, last }: Scan,
  at: number,
  line: number,
  column: number,
): Cell | undefined => {
  const closing = closingQuote(text, at, last);
  if (closing === undefined) {
    if (text.length - at > cellMax) throw new FileFault(line, column, tooLongCell);
    if (last) throw new FileFault(line, column, notClosed);
    return undefined;
  }
  const end = closing + 1;
  const next = text.charCodeAt(end);
  if (end < text.length && next !== separator && next !== lf && next !== cr) {
    throw new FileFault(line, column, strayQuote);
  }
  const inside = text.slice(at + 1, closing);
  const value = inside.includes('"') ? inside.replaceAll('""', '"') : inside;
  return { value, end, lineEnds: lineEnds(inside) };
};

const plainCell = (scan: Scan, at: number, line: number, column: number): Cell => {
  const { text, separator } = scan;
  const plainEnd = endOfPlain(text, at, separator);
  const end = text.charCodeAt(plainEnd) === quote ? endOfFormula(scan, at) : plainEnd;
  if (end === undefined) throw new FileFault(line, column, strayQuote);
  return { value: text.slice(at, end), end, lineEnds: 0 };
};

/** Where a cell such as `="00123"` ends, by which spreadsheets are told to keep a number as a text; undefined where it is none. */
const endOfFormula = ({ text, separator, last }: Scan, at: number): number | undefined => {
  if (!text.startsWith('="', at)) return undefined;
  const closing = text.slice(at + 2, at + formulaMax).search(/["\r\n]/);
  if (closing < 0) return !last && text.length - at < formulaMax ? text.length : undefined;
  const end = at + 2 + closing + 1;
  const ends = [separator, lf, cr, Number.NaN].some((code) => Object.is(text.charCodeAt(end), code));
  return text.charCodeAt(end - 1) === quote && ends ? end : undefined;
};
const formulaMax = 200;

/** Where the quotation mark stands that ends the text begun here; undefined when more text must show it. */
const closingQuote = (text: string, opening: number, last: boolean): number | undefined => {
  for (let from = opening + 1; ; ) {
    const found = text.indexOf('"', from);
    if (found < 0) return undefined;
    if (found + 1 >= text.length) return last ? found : undefined;
    if (text.charCodeAt(found + 1) !== quote) return found;
    from = found + 2;
  }
};

/** Where a text without quotation marks ends: at a delimiter, an end of line, a stray quotation mark or the end of what is there. */
const endOfPlain = (text: string, from: number, separator: number): number => {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === separator || code === lf || code === cr || code === quote) return at;
  }
  return text.length;
};

const lineEnds = (text: string): number => {
  if (!text.includes('\n') && !text.includes('\r')) return 0;
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
};
