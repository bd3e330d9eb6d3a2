import { open } from 'node:fs/promises';
import { FileFault } from '../../ports/imports/open-item-files.ts';
import { isMarkup, kindOfBytes, unmarkedUtf16 } from './file-kind.ts';

export type TextChunk = {
  readonly text: string;
  /** How many bytes of the file have been read with it. */
  readonly bytes: number;
  /** Whether it holds what the decoder puts for bytes that it cannot read. */
  readonly damaged: boolean;
};

export type DecodedText = {
  readonly encoding: string;
  /** Opens the file anew each time, and closes it however the walk ends. */
  readonly chunks: AsyncIterable<TextChunk>;
};

/** What a decoder puts for bytes that are no text; a name with it would be another name. */
export const replacement = '\uFFFD';

/** Reads a file as text: by its byte order mark, else as asked, else as UTF-8. What is no text is refused by what it is. */
export const decodedText = async (path: string, asked: string | null): Promise<DecodedText> => {
  const { head, size } = await headOf(path);
  const kind = kindOfBytes(head, size);
  if (kind !== undefined) throw new FileFault(1, null, kind);
  const marked = markedEncoding(head);
  const guess = marked === undefined && asked === null ? unmarkedUtf16(head) : undefined;
  if (guess) {
    throw new FileFault(
      1,
      null,
      `seems to be ${guess.toUpperCase()} without a byte order mark; ${howToGive(guess)}`,
    );
  }
  const decoder = new TextDecoder(marked ?? asked ?? 'utf-8');
  if (isMarkup(decoder.decode(head))) {
    throw new FileFault(
      1,
      null,
      'is a web page or XML, whatever its name says; open it in a spreadsheet and save it as CSV or .xlsx',
    );
  }
  const { encoding } = decoder;
  return { encoding, chunks: { [Symbol.asyncIterator]: () => chunksOf(path, encoding) } };
};

/** What is wrong with a cell that holds the sign for undecodable bytes. */
export const notDecodable = (encoding: string): string => {
  const other = encoding === 'utf-8' ? 'windows-1252' : 'utf-8';
  return `holds a byte that is not ${encoding.toUpperCase()}, or the sign ${replacement} that another program put for one; ${howToGive(other)}`;
};

const howToGive = (encoding: string): string =>
  `save the file as UTF-8, or give its encoding with the import, such as encoding=${encoding}`;

const headOf = async (path: string): Promise<{ readonly head: Buffer; readonly size: number }> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4_096), 0, 4_096, 0);
    return { head: buffer.subarray(0, bytesRead), size };
  } finally {
    await file.close();
  }
};

const markedEncoding = (head: Buffer): string | undefined => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
};

const chunkBytes = 256 * 1024;

async function* chunksOf(path: string, encoding: string): AsyncGenerator<TextChunk> {
  const decoder = new TextDecoder(encoding);
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(chunkBytes);
    let bytes = 0;
    const decoded = (text: string): TextChunk => ({ text, bytes, damaged: text.includes(replacement) });
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, bytes);
      if (bytesRead === 0) break;
      bytes += bytesRead;
      yield decoded(decoder.decode(buffer.subarray(0, bytesRead), { stream: true }));
    }
    yield decoded(decoder.decode());
  } finally {
    await file.close();
  }
}
