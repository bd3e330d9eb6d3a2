import { GrowingBytes } from './growing-bytes.ts';

/** The stream that Java clients write: a magic word, two versions, then blocks, each after its length. */
const javaMagic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const javaHeaderBytes = 16;

export const decompressSnappy = (bytes: Buffer): Buffer => {
  const into = new GrowingBytes();
  if (!bytes.subarray(0, javaMagic.length).equals(javaMagic)) {
    decodeBlock(bytes, into);
    return into.toBuffer();
  }
  for (let at = javaHeaderBytes; at < bytes.length; ) {
    const length = bytes.readInt32BE(at);
    decodeBlock(bytes.subarray(at + 4, at + 4 + length), into);
    at += 4 + length;
  }
  return into.toBuffer();
};

/** One raw block: its length as a varint, then literals and copies. Offsets count within the block. */
const decodeBlock = (block: Buffer, into: GrowingBytes): void => {
  let at = 0;
  while ((block.readUInt8(at) & 0x80) !== 0) at += 1;
  at += 1;
  while (at < block.length) {
    const tag = block.readUInt8(at);
    at += 1;
    if ((tag & 3) === 0) {
      const [length, from] = literalLength(block, tag >> 2, at);
      into.append(block.subarray(from, from + length));
      at = from + length;
    } else at = decodeCopy(block, tag, at, into);
  }
};

const literalLength = (block: Buffer, short: number, at: number): readonly [number, number] => {
  if (short < 60) return [short + 1, at];
  const bytes = short - 59;
  return [block.readUIntLE(at, bytes) + 1, at + bytes];
};

const decodeCopy = (block: Buffer, tag: number, at: number, into: GrowingBytes): number => {
  if ((tag & 3) === 1) {
    into.repeat(((tag >> 5) << 8) | block.readUInt8(at), ((tag >> 2) & 7) + 4);
    return at + 1;
  }
  const wide = (tag & 3) === 3;
  into.repeat(wide ? block.readUInt32LE(at) : block.readUInt16LE(at), (tag >> 2) + 1);
  return at + (wide ? 4 : 2);
};
