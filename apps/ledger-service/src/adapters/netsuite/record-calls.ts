import { CircuitOpenError, withBreaker } from '@recoup/runtime/process/breaker';
import type { Registry } from 'prom-client';
import * as z from 'zod';
import type { GlUnclear } from '../../ports/general-ledger.ts';
import { slots } from './access/slots.ts';
import type { RecordAnswer } from './record-answer.ts';

/** How calls are signed, by whichever of NetSuite's two ways. */
export type Access = {
  /** The value of the header `authorization` for one call. */
  readonly authorize: (signal: AbortSignal, method: string, url: string) => Promise<string>;
  /** After a 401: whether the call is worth one more try, signed anew, so long after the last call that was signed in. */
  readonly renew: (sinceSuccessMs: number) => boolean;
};

export type CallOptions = {
  readonly baseUrl: string;
  readonly access: Access;
  readonly registry: Registry;
  readonly timeoutMs: number;
  /** How many calls may run at once. The limit of an account counts all of its integrations together. */
  readonly callsAtOnce: number;
  readonly now: () => Date;
};

type Call = {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
};

export type RecordCalls = {
  readonly get: (path: string) => Promise<RecordAnswer>;
  readonly post: (call: Call) => Promise<RecordAnswer>;
  /** A question that is sent by POST and changes nothing. While questions fail, postings go on. */
  readonly query: (call: Call) => Promise<RecordAnswer>;
  readonly shutdown: () => void;
};

/** Nothing left this machine, or nothing listened there. */
class NotSentError extends Error {
  override readonly name = 'NotSentError';
}

/** What a failed call means: that surely nothing was sent, or that nothing is known. */
export const unclear = (error: unknown): GlUnclear => ({
  kind: error instanceof NotSentError || error instanceof CircuitOpenError ? 'not-sent' : 'unknown',
  reason: reasonOf(error),
});

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'no answer');

const beforeConnecting = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
]);
const connecting = z.object({ cause: z.object({ code: z.string() }) });

const failsForAll = (status: number): boolean => status === 401 || status === 429 || status >= 500;

const resetMs = 10_000;

/** Signed calls to NetSuite's REST services, each behind a breaker; whatever fails for all alike holds them back. */
export const recordCalls = (options: CallOptions): RecordCalls => {
  const { baseUrl, access, registry, timeoutMs, now } = options;
  const turns = slots(options.callsAtOnce);
  let lastSuccess = Number.NEGATIVE_INFINITY;
  let refusedInARow = 0;

  const send = async (signal: AbortSignal, method: string, call: Call): Promise<RecordAnswer> => {
    const url = `${baseUrl}${call.path}`;
    const asNotSent = (error: unknown) => {
      throw new NotSentError(reasonOf(error));
    };
    await turns.take(signal).catch(asNotSent);
    try {
      const authorization = await access.authorize(signal, method, url).catch(asNotSent);
      const response = await fetch(url, {
        method,
        signal,
        redirect: 'error',
        headers: {
          authorization,
          accept: 'application/json',
          // Without these NetSuite drops a misspelt property silently.
          'x-netsuite-propertynamevalidation': 'Error',
          'x-netsuite-propertyvaluevalidation': 'Error',
          ...(call.body && { 'content-type': 'application/json' }),
          ...call.headers,
        },
        body: call.body ?? null,
      });
      return {
        status: response.status,
        location: response.headers.get('location'),
        text: await response.text(),
      };
    } catch (error) {
      const code = connecting.safeParse(error).data?.cause.code ?? '';
      throw beforeConnecting.has(code) ? new NotSentError(`${reasonOf(error)}: ${code}`) : error;
    } finally {
      turns.release();
    }
  };

  /** A second 401 is no matter of one token or nonce any more: no call will fare better until somebody has mended the sign-in. */
  const noteSignIn = (refusals: number) => {
    if (refusals === 0) lastSuccess = now().getTime();
    refusedInARow = refusals === 0 ? 0 : refusedInARow + refusals;
    if (refusedInARow > 1) for (const breaker of breakers) breaker.open();
  };

  const signedIn = async (signal: AbortSignal, method: string, call: Call): Promise<RecordAnswer> => {
    const first = await send(signal, method, call);
    const again =
      first.status === 401 && access.renew(now().getTime() - lastSuccess)
        ? await send(signal, method, call)
        : undefined;
    const answer = again ?? first;
    noteSignIn([first, again].filter((one) => one?.status === 401 && answer.status === 401).length);
    if (failsForAll(answer.status)) throw new Error(`the general ledger answers ${answer.status}`);
    return answer;
  };

  const terms = { timeoutMs, resetMs, registry };
  const getter = withBreaker((signal, path: string) => signedIn(signal, 'GET', { path }), {
    name: 'netsuite-get',
    ...terms,
  });
  const poster = withBreaker((signal, call: Call) => signedIn(signal, 'POST', call), {
    name: 'netsuite-post',
    ...terms,
  });
  const querier = withBreaker((signal, call: Call) => signedIn(signal, 'POST', call), {
    name: 'netsuite-query',
    ...terms,
  });
  const breakers = [getter, poster, querier];
  return {
    get: getter.call,
    post: poster.call,
    query: querier.call,
    shutdown: () => {
      for (const breaker of breakers) breaker.shutdown();
    },
  };
};
