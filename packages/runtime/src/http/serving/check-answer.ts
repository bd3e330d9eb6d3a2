import { isDeepStrictEqual } from 'node:util';
import type { Answer, Endpoint } from '../endpoint.ts';

/** Throws when an answer is not what the endpoint says: a field that is missing, wrong, or not described, bytes or a body for no reason. */
export const checkAnswer = ({ method, path, answer }: Endpoint, { body, stream }: Answer): void => {
  const name = `${method.toUpperCase()} ${path}`;
  const mayStream = answer === 'bytes' || (typeof answer === 'object' && 'orBytes' in answer);
  if (stream && !mayStream) throw new Error(`${name} answers bytes that it does not describe`);
  if (typeof answer === 'string') {
    if (body !== undefined) throw new Error(`${name} answers a body that it does not describe`);
    return;
  }
  // Of bytes that were asked for instead, the schema says nothing.
  if (stream) return;
  const schema = 'orBytes' in answer ? answer.json : answer;
  const sent: unknown = JSON.parse(JSON.stringify(body ?? null));
  const read = schema.safeParse(sent);
  if (!read.success) throw new Error(`${name} answers what its schema refuses: ${read.error.message}`);
  if (!isDeepStrictEqual(read.data, sent))
    throw new Error(`${name} answers fields that its schema does not describe`);
};
