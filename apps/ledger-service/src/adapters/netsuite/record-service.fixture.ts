import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { addressOf, close } from '@recoup/runtime/process/listening';

type Entry = {
  readonly externalId: string;
  readonly currency: { readonly id: string };
  readonly line: object;
};

/** What the next POST meets: whether it is kept, and what it is answered instead of 204; `lost` is no answer. */
type Scripted = {
  readonly keep: boolean;
  readonly status: number | 'lost';
  readonly body?: string;
  readonly location?: string;
};

const answer = (response: ServerResponse, status: number, body = '', location?: string) => {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(location !== undefined && { location }),
  });
  response.end(body);
};
const refusal = (code: string, detail: string, status = 400) =>
  JSON.stringify({ status, 'o:errorDetails': [{ detail, 'o:errorCode': code }] });

/**
 * As much of NetSuite's REST record service as the adapter calls: tokens, a look-up by external id, a post that refuses a known
 * key, and jobs. The whole of it is the simulator's affair; the write-off scenarios of the embedded host post to that.
 */
export const recordService = async () => {
  const entries: (Entry & { readonly id: string })[] = [];
  let scripted: Scripted | undefined;
  let shown: object = {};
  let lookUps: { readonly status: number; readonly body: string } | undefined;
  let tokens = 0;
  let refusedSignIns = 0;
  const jobs = { pollsLeft: 0, result: { status: 204, body: '' } };
  const asked: { readonly method: string; readonly path: string; readonly key: string | undefined }[] = [];

  const keep = (entry: Entry) => {
    entries.push({ ...entry, id: String(1_000 + entries.length) });
  };

  const post = (entry: Entry, request: IncomingMessage, response: ServerResponse) => {
    const script = scripted;
    scripted = undefined;
    if (script?.keep) keep(entry);
    if (script) {
      if (script.status === 'lost') request.socket.destroy();
      else answer(response, script.status, script.body, script.location);
      return;
    }
    if (entry.currency.id === '99')
      return answer(response, 400, refusal('INVALID_CONTENT', 'Invalid value for currency'));
    if (entries.some(({ externalId }) => externalId === entry.externalId))
      return answer(response, 400, refusal('INVALID_KEY', 'A record with this external id already exists'));
    keep(entry);
    answer(response, 204);
  };

  const job = (path: string, response: ServerResponse) => {
    if (path.endsWith('/result')) return answer(response, jobs.result.status, jobs.result.body);
    jobs.pollsLeft -= 1;
    answer(response, 200, JSON.stringify({ completed: jobs.pollsLeft < 0 }));
  };

  const find = (path: string, response: ServerResponse) => {
    if (lookUps) return answer(response, lookUps.status, lookUps.body);
    const [, externalId] = /eid:([^?]*)/.exec(path) ?? [];
    const found = entries.find((entry) => entry.externalId === externalId);
    return found
      ? answer(response, 200, JSON.stringify({ ...found, ...shown }))
      : answer(response, 404, refusal('NONEXISTENT_ID', 'The record instance does not exist.', 404));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const { method = '', url: path = '' } = request;
    if (path === '/token') {
      tokens += 1;
      return answer(response, 200, JSON.stringify({ access_token: 'good', expires_in: '3600' }));
    }
    const key = request.headers['x-netsuite-idempotency-key'];
    asked.push({ method, path, key: typeof key === 'string' ? key : undefined });
    if (request.headers.authorization !== 'Bearer good' || refusedSignIns > 0) {
      refusedSignIns -= 1;
      return answer(response, 401);
    }
    if (path.startsWith('/services/rest/async/')) return job(path, response);
    if (method === 'GET') return find(path, response);
    post(JSON.parse(body), request, response);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => answer(response, 500));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: addressOf(server),
    answerNextPost: (script: Scripted) => {
      scripted = script;
    },
    dropNextAnswer: () => {
      scripted = { keep: true, status: 'lost' };
    },
    /** What later look-ups show of an entry instead of what was sent. */
    showEntriesWith: (changes: object) => {
      shown = changes;
    },
    /** Answers look-ups with this, whatever stands there. */
    answerLookUpsWith: (given?: { readonly status: number; readonly body: string }) => {
      lookUps = given;
    },
    runJobs: (pollsLeft: number, result: { readonly status: number; readonly body: string }) => {
      jobs.pollsLeft = pollsLeft;
      jobs.result = result;
    },
    refuseSignIns: (times: number) => {
      refusedSignIns = times;
    },
    asked,
    tokensGiven: () => tokens,
    standingUnder: (externalId: string) => entries.filter((entry) => entry.externalId === externalId).length,
    close: () => close(server),
  };
};
