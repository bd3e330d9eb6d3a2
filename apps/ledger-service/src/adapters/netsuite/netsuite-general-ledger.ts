import { withBreaker } from '@recoup/runtime/process/breaker';
import { failpoint } from '@recoup/runtime/process/failpoint';
import type { Registry } from 'prom-client';
import * as z from 'zod';
import type { GeneralLedger, GlDocument, GlError, GlFound, GlOutcome } from '../../ports/general-ledger.ts';
import type { accessTokens } from './access-token.ts';
import type { GlMapping } from './gl-mapping-file.ts';
import { compareEntry, journalEntryBody, storedEntry } from './journal-entry.ts';

export type NetsuiteOptions = {
  readonly baseUrl: string;
  readonly tokens: ReturnType<typeof accessTokens>;
  readonly mapping: GlMapping;
  readonly registry: Registry;
  readonly timeoutMs: number;
};

const errorBody = z.looseObject({
  'o:errorDetails': z.array(
    z.looseObject({
      detail: z.string(),
      'o:errorCode': z.string().optional(),
      'o:errorPath': z.string().optional(),
    }),
  ),
});

/** The error that means: this very key is there already. What stands under it decides, so the outcome is unknown. */
const isDuplicate = (errors: readonly GlError[]): boolean =>
  errors.some((error) => /already (exists|used)|duplicate|unique/i.test(`${error.code} ${error.detail}`));

/** NetSuite's REST record service: look up by our key, post, look again. Never PUT, which could change a posted journal. */
export const netsuiteGeneralLedger = (
  options: NetsuiteOptions,
): GeneralLedger & { readonly shutdown: () => void } => {
  const { baseUrl, tokens, mapping, registry, timeoutMs } = options;

  const call = async (
    signal: AbortSignal,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Response> => {
    const send = async () =>
      fetch(`${baseUrl}${path}`, {
        method,
        signal,
        redirect: 'error',
        headers: {
          authorization: `Bearer ${await tokens.get(signal)}`,
          accept: 'application/json',
          // Without these NetSuite drops a misspelt property silently.
          'x-netsuite-propertynamevalidation': 'Error',
          'x-netsuite-propertyvaluevalidation': 'Error',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
    const first = await send();
    if (first.status !== 401) return first;
    tokens.forget();
    return send();
  };

  const lookUp = async (signal: AbortSignal, document: GlDocument): Promise<GlFound> => {
    const path = `/services/rest/record/v1/journalEntry/eid:${document.externalId}?expandSubResources=true`;
    const response = await call(signal, 'GET', path);
    if (response.status === 404) return { kind: 'absent' };
    if (response.status !== 200)
      throw new Error(`the general ledger answers a look-up with ${response.status}`);
    return compareEntry(storedEntry.parse(await response.json()), document);
  };
  const terms = { timeoutMs, resetMs: 10_000, registry };
  const finder = withBreaker(lookUp, { name: 'netsuite-get', ...terms });

  const send = async (signal: AbortSignal, document: GlDocument): Promise<GlOutcome> => {
    const body = journalEntryBody(document, mapping);
    const response = await call(signal, 'POST', '/services/rest/record/v1/journalEntry', body);
    if (response.status === 204) return { kind: 'unknown', reason: 'accepted; to be read back' };
    if (response.status >= 500 || response.status === 429 || response.status === 401) {
      throw new Error(`the general ledger answers ${response.status}`);
    }
    const errors = await errorsOf(response);
    return isDuplicate(errors)
      ? { kind: 'unknown', reason: 'the key is there already; to be read back' }
      : { kind: 'rejected', errors };
  };
  const sender = withBreaker(send, { name: 'netsuite-post', ...terms });

  return {
    find: finder.call,
    post: async (document) => {
      let sent: GlOutcome;
      failpoint('gl-taken');
      try {
        sent = await sender.call(document);
      } catch (error) {
        // The request may have arrived: only a look-up will show.
        return { kind: 'unknown', reason: error instanceof Error ? error.message : 'no answer' };
      }
      failpoint('gl-posted');
      return sent.kind === 'unknown' ? readBack(finder.call, document, sent) : sent;
    },
    shutdown: () => {
      finder.shutdown();
      sender.shutdown();
    },
  };
};

const readBack = async (
  find: GeneralLedger['find'],
  document: GlDocument,
  unknown: GlOutcome,
): Promise<GlOutcome> => {
  try {
    const found = await find(document);
    if (found.kind === 'same') return { kind: 'posted', documentId: found.documentId };
    if (found.kind === 'different') return { kind: 'held', reason: found.difference };
    return unknown;
  } catch {
    return unknown;
  }
};

const errorsOf = async (response: Response): Promise<readonly GlError[]> => {
  const text = await response.text();
  const read = errorBody.safeParse(jsonOf(text));
  if (!read.success) {
    return [{ code: `HTTP_${response.status}`, detail: text.slice(0, 500), path: null }];
  }
  return read.data['o:errorDetails'].map((error) => ({
    code: error['o:errorCode'] ?? `HTTP_${response.status}`,
    detail: error.detail,
    path: error['o:errorPath'] ?? null,
  }));
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
