import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { addressOf, close } from '@recoup/runtime/process/listening';

type Entry = {
  readonly externalId: string;
  readonly currency: { readonly id: string };
  readonly line: object;
};

/**
 * As much of NetSuite's REST record service as the adapter calls: tokens, a look-up by external id, and a post that refuses a
 * known key. The whole of it is the simulator's affair; the write-off scenarios of the embedded host post to that.
 */
export const recordService = async () => {
  const entries: (Entry & { readonly id: string })[] = [];
  let dropped = false;

  const answer = (response: ServerResponse, status: number, body?: object) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const refuse = (response: ServerResponse, code: string, detail: string) =>
    answer(response, 400, { 'o:errorDetails': [{ detail, 'o:errorCode': code }] });

  const keep = (entry: Entry, request: IncomingMessage, response: ServerResponse) => {
    if (entry.currency.id === '') return refuse(response, 'INVALID_CONTENT', 'Invalid value for currency');
    if (entries.some(({ externalId }) => externalId === entry.externalId))
      return refuse(response, 'INVALID_KEY', 'A record with this external id already exists');
    entries.push({ ...entry, id: String(1_000 + entries.length) });
    if (!dropped) return answer(response, 204);
    dropped = false;
    request.socket.destroy();
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    if (request.url === '/token') return answer(response, 200, { access_token: 'good', expires_in: '3600' });
    if (request.headers.authorization !== 'Bearer good') return answer(response, 401);
    if (request.method === 'GET') {
      const [, externalId] = /eid:([^?]*)/.exec(request.url ?? '') ?? [];
      const found = entries.find((entry) => entry.externalId === externalId);
      return found ? answer(response, 200, found) : answer(response, 404);
    }
    keep(JSON.parse(body), request, response);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => answer(response, 500));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: addressOf(server),
    dropNextAnswer: () => {
      dropped = true;
    },
    standingUnder: (externalId: string) => entries.filter((entry) => entry.externalId === externalId).length,
    close: () => close(server),
  };
};
