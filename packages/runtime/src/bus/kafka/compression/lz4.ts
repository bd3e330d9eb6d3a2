import { GrowingBytes } from './growing-bytes.ts';

const magic = 0x184d2204;
const stored = 0x80000000;

/** The LZ4 frame format: a header, blocks after their lengths, an end mark. Checksums are the broker's affair. */
export const decompressLz4 = (bytes: Buffer): Buffer => {
  if (bytes.readUInt32LE(0) !== magic) throw new Error('records marked as LZ4 are no LZ4 frame');
  const flags = bytes.readUInt8(4);
  const blockChecksum = (flags & 0x10) !== 0 ? 4 : 0;
  const contentSize = (flags & 0x08) !== 0 ? 8 : 0;
  const dictionary = (flags & 0x01) !== 0 ? 4 : 0;
  const into = new GrowingBytes();
  let at = 7 + contentSize + dictionary;
  for (;;) {
    const size = bytes.readUInt32LE(at);
    if (size === 0) return into.toBuffer();
    const length = size & ~stored;
    const block = bytes.subarray(at + 4, at + 4 + length);
    if (size >= stored) into.append(block);
    else decodeBlock(block, into);
    at += 4 + length + blockChecksum;
  }
};

/** Sequences of literals and a match; the last one ends after its literals. */
const decodeBlock = (block: Buffer, into: GrowingBytes): void => {
  let at = 0;
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    for (let more = nibble === 15; more; ) {
      const byte = block.readUInt8(at);
      at += 1;
      length += byte;
      more = byte === 255;
    }
    return length;
  };
  while (at < block.length) {
    const token = block.readUInt8(at);
    at += 1;
    const literals = lengthFrom(token >> 4);
    into.append(block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const distance = block.readUInt16LE(at);
    at += 2;
    into.repeat(distance, lengthFrom(token & 15) + 4);
  }
};
