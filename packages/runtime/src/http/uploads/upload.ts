import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Upload, UploadedFile } from '../endpoint.ts';
import { wrongMediaType } from '../input/json-body.ts';
import { ProblemError } from '../problem.ts';
import { uploadPrefix } from './stale-uploads.ts';

/**
 * Takes a request's body into a temporary file while its size and SHA-256 are measured: memory stays flat whatever arrives.
 * The caller discards the file when the request is over.
 */
export const receiveUpload = async (
  request: IncomingMessage,
  { upload: { maxBytes, contentTypes } }: Upload,
): Promise<{ readonly file: UploadedFile; readonly discard: () => Promise<void> }> => {
  const contentType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (contentTypes.length > 0 && !contentTypes.includes(contentType)) {
    throw wrongMediaType(contentTypes);
  }
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw packed();
  const folder = await mkdtemp(join(tmpdir(), uploadPrefix));
  const discard = () => rm(folder, { recursive: true, force: true });
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(size > maxBytes ? tooLarge(maxBytes) : null, chunk);
    },
  });
  try {
    const path = join(folder, 'body');
    await pipeline(request, measure, createWriteStream(path));
    return { file: { path, size, sha256: hash.digest('hex'), contentType }, discard };
  } catch (error) {
    await discard();
    throw error;
  }
};

/** The bytes are kept as they come, and must be those of the file. */
const packed = (): ProblemError =>
  new ProblemError({
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    detail: 'Send the file without a content-encoding',
  });

const tooLarge = (maxBytes: number): ProblemError =>
  new ProblemError({
    status: 413,
    code: 'TOO_LARGE',
    detail: `The file must not be larger than ${maxBytes / 1_048_576} MB`,
    headers: { connection: 'close' },
  });
