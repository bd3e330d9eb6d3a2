import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import { decompressLz4 } from './lz4.ts';
import { decompressSnappy } from './snappy.ts';

const unzstd = promisify(zstdDecompress);
const refuse = () => Promise.reject(new Error('records are written with gzip only'));

/**
 * Reads what foreign producers may write. The client knows gzip only, and one record of another kind would end the consumer, again
 * after every restart. We write gzip.
 */
export const readForeignCompression = (): void => {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({ compress: refuse, decompress: unzstd });
  CompressionCodecs[CompressionTypes.Snappy] = () => ({
    compress: refuse,
    decompress: async (bytes: Buffer) => decompressSnappy(bytes),
  });
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: refuse,
    decompress: async (bytes: Buffer) => decompressLz4(bytes),
  });
};
