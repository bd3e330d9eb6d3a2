import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { FileFault } from '../../../ports/imports/open-item-files.ts';

/** What a workbook may hold: more of it would be a trap for whoever unpacks it. Asked before anything is unpacked. */
const limits = { parts: 2_000, unpackedBytes: 1024 ** 3, ratio: 200 };
/** So much may be packed as densely as it likes. */
const alwaysAllowedBytes = 20 * 1024 ** 2;

export type Archive = {
  readonly has: (part: string) => boolean;
  /** The text of a part, a chunk at a time, each with how many bytes of the part it brings. */
  readonly text: (part: string) => AsyncIterable<{ readonly text: string; readonly bytes: number }>;
  readonly sizeOf: (part: string) => number;
};

/** Opens the archive that a workbook is, lets `use` read it, and closes it however that ends. */
export async function* inArchive<Item>(
  path: string,
  use: (archive: Archive) => AsyncIterable<Item>,
): AsyncGenerator<Item> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { autoClose: false });
    yield* use(archiveOf(zip, await partsOf(zip)));
  } catch (error) {
    throw ofTheFile(error)
      ? damaged('is a damaged workbook; open it in a spreadsheet and save it again')
      : error;
  } finally {
    zip?.close();
  }
}

const damaged = (reason: string) => new FileFault(0, null, reason);

/** Whether what went wrong lies in the bytes: a disk that fails names the call that failed, a part that does not unpack does not. */
const ofTheFile = (error: unknown): boolean =>
  error instanceof Error && !(error instanceof FileFault) && !('syscall' in error);

const partsOf = async (zip: ZipFile): Promise<ReadonlyMap<string, Entry>> => {
  if (zip.entryCount > limits.parts)
    throw damaged(`holds more than ${limits.parts} parts; no workbook needs so many`);
  const parts = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    parts.set(entry.fileName.toLowerCase(), entry);
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.unpackedBytes) throw damaged('unpacks to more than 1 GiB; save it as CSV');
    if (unpacked > alwaysAllowedBytes && unpacked > zip.fileSize * limits.ratio) {
      throw damaged(`unpacks to more than ${limits.ratio} times its size, as no honest workbook does`);
    }
    if (entry.isEncrypted()) throw damaged('is protected by a password; save it without one');
  }
  return parts;
};

const archiveOf = (zip: ZipFile, parts: ReadonlyMap<string, Entry>): Archive => {
  const part = (name: string): Entry => {
    const entry = parts.get(name.toLowerCase());
    if (!entry) throw damaged(`is a damaged workbook: its part ${name} is missing`);
    return entry;
  };
  return {
    has: (name) => parts.has(name.toLowerCase()),
    sizeOf: (name) => part(name).uncompressedSize,
    text: async function* (name) {
      const entry = part(name);
      const stream: Readable = await zip.openReadStreamPromise(entry);
      let sum = 0;
      const decoder = new TextDecoder('utf-8', { fatal: true });
      try {
        for await (const chunk of stream) {
          sum = crc32(chunk, sum);
          yield { text: decoder.decode(chunk, { stream: true }), bytes: chunk.length };
        }
        if (sum !== entry.crc32) throw new Error('the checksum of a part is wrong');
        yield { text: decoder.decode(), bytes: 0 };
      } finally {
        stream.destroy();
      }
    },
  };
};
