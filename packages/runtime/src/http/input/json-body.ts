import express, { type Request, type RequestHandler } from 'express';
import { ProblemError } from '../problem.ts';
import { invalidInput } from './invalid-input.ts';
import { pointerTo } from './parse.ts';
import { readStrictJson } from './strict-json.ts';

/** Takes the bytes of a body that is sent as JSON, unpacked where its content-encoding asks for it. */
export const takeJsonBytes: RequestHandler = express.raw({ limit: '1mb', type: 'application/json' });

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON of a request whose bytes were taken; nothing at all is an object without fields. */
export const jsonOf = (request: Request): unknown => {
  if (request.get('content-length') === '0') return {};
  // The parser passes by what is not sent as JSON; where there is no body, its type does not matter.
  if (request.is('application/json') === false || !inUtf8(request.get('content-type') ?? ''))
    throw wrongMediaType(['application/json'], ' in UTF-8');
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return {};
  const read = readStrictJson(textOf(bytes));
  if (read.ok) return read.value;
  const { path, code, message } = read.fault;
  throw invalidInput([{ pointer: pointerTo('', path), code, message }]);
};

const inUtf8 = (contentType: string): boolean => {
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType) ?? [];
  return charset === undefined || charset.toLowerCase() === 'utf-8';
};

const textOf = (bytes: Buffer): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalidInput([{ pointer: '/', code: 'INVALID_ENCODING', message: 'must be UTF-8' }]);
  }
};

export const wrongMediaType = (contentTypes: readonly string[], how = ''): ProblemError =>
  new ProblemError({
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    detail: `Send the body as ${contentTypes.join(' or ')}${how}`,
  });
