import { isDeepStrictEqual } from 'node:util';
import type { Answer, Endpoint } from './endpoint.ts';

/** Throws when an answer is not what the endpoint's schema says: a field that is missing, wrong, or not described there. */
export const checkAnswer = ({ method, path, answer }: Endpoint, { body, stream }: Answer): void => {
  // Where another format was asked for, the schema says nothing of its bytes.
  if (typeof answer === 'string' || stream) return;
  const sent: unknown = JSON.parse(JSON.stringify(body ?? null));
  const read = answer.safeParse(sent);
  const name = `${method.toUpperCase()} ${path}`;
  if (!read.success) throw new Error(`${name} answers what its schema refuses: ${read.error.message}`);
  if (!isDeepStrictEqual(read.data, sent))
    throw new Error(`${name} answers fields that its schema does not describe`);
};
