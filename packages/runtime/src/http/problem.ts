/** One fault of the input: where it is (RFC 6901 pointer into body, `query/name` or `header/name`) and why. */
export type InputError = {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
};

/** Why a request was not carried out, as RFC 9457 tells it. `code` is UPPER_SNAKE and stable. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly InputError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the problem document, for example the current version of a stale resource. */
  readonly more?: Readonly<Record<string, unknown>>;
};

/** Thrown by what stands in front of a handler; handlers return their problems. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  412: 'Precondition failed',
  408: 'Too slow',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Unprocessable',
  428: 'Precondition required',
  429: 'Too many requests',
  431: 'Too large',
  500: 'Internal error',
  502: 'No answer',
  503: 'Not available',
};

export const problemDocument = (problem: Problem, instance: string, traceId: string) => ({
  type: `urn:recoup:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
  title: titles[problem.status] ?? 'Refused',
  status: problem.status,
  code: problem.code,
  detail: problem.detail,
  instance,
  trace_id: traceId,
  ...(problem.errors ? { errors: problem.errors } : {}),
  ...problem.more,
});
