import {
  type Answer,
  type AnswersOf,
  answersOf,
  type Problem,
  type Request,
  sendTo,
} from '@recoup/contracts/api-client';

type CallOptions = Request['call'];

/** Path and query of a call are those of the document; the rest is free, so that a test can send something wrong. */
type Freely<Operation> = Operation extends { readonly call: infer Call; readonly answer: infer Body }
  ? {
      readonly call: Pick<Call, Extract<keyof Call, 'path' | 'query'>> & Omit<CallOptions, 'path' | 'query'>;
      readonly answer: Body;
    }
  : never;
type InTests<Api> = {
  readonly [Method in keyof Api]: { readonly [Path in keyof Api[Method]]: Freely<Api[Method][Path]> };
};
type AnyCall = (method: string, path: string, options?: CallOptions) => Promise<Answer>;

/** Calls a service by the operations of its document, such as `get`, or in any way that somebody may try. */
export type ApiClient<Api> = AnyCall & AnswersOf<InTests<Api>>;

/** Calls one service as a person would with curl, in the name of whoever has the token. */
export const apiClient = <Api>(
  address: string,
  tokenOf: () => Promise<string | undefined> = async () => undefined,
): ApiClient<Api> => {
  const plain = sendTo(address);
  const send: typeof plain = async (request) => {
    const token = request.call.token ?? (await tokenOf());
    return plain({ ...request, call: token === undefined ? request.call : { ...request.call, token } });
  };
  const anyCall: AnyCall = (method, path, options = {}) => send({ method, path, call: options });
  return Object.assign(anyCall, answersOf<InTests<Api>>(send));
};

/** What a successful answer holds; a refusal ends the test in its own words. */
export const bodyOf = <Body>({ ok, status, body }: Answer<Body>): Body => {
  if (ok) return body;
  throw new Error(`${status}: ${JSON.stringify(body)}`);
};

/** Why a call was refused; an answer that is no refusal ends the test. */
export const problemOf = ({ ok, status, body }: Answer): Problem => {
  if (!ok) return body;
  throw new Error(`not refused but ${status}: ${JSON.stringify(body)}`);
};
