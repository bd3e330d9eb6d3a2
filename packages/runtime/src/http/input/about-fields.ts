import type { Problem } from '../problem.ts';

type Answered = { readonly problem: Problem };

/**
 * A refusal that is about what stands in a field of the request, as whoever decided it cannot know: `fields` says by its code where that
 * is. One of another code is as it was.
 */
export const aboutFields = <Other>(
  answered: Other | Answered,
  fields: Readonly<Record<string, string>>,
): Other | Answered => {
  if (!isProblem(answered)) return answered;
  const { problem } = answered;
  const { code, detail, errors } = problem;
  const pointer = fields[code];
  if (pointer === undefined || errors) return answered;
  return { problem: { ...problem, errors: [{ pointer, code, message: detail }] } };
};

const isProblem = (answered: unknown): answered is Answered =>
  typeof answered === 'object' && answered !== null && 'problem' in answered;
