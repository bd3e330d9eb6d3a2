import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { html } from '@recoup/runtime/http/html';
import { page, sendPage } from '@recoup/runtime/http/page';
import { answerBrokenRequests } from '@recoup/runtime/http/serving/broken-requests';
import { sendProblem } from '@recoup/runtime/http/serving/send-problem';
import { listenOnFreePort } from '../free-port.ts';
import { type Mount, mounted, pathBelow } from './mount.ts';

const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const graceMs = 2_000;

const starting = page(
  'Starting',
  html`<h1>Recoup is starting</h1><p>Load this page again in a few seconds.</p>`,
);

const misdirected = { status: 421, code: 'MISDIRECTED', detail: 'Use 127.0.0.1 or localhost' };
const nothingThere = { status: 404, code: 'NOT_FOUND', detail: 'Nothing answers at this path' };

const isAsset = (request: IncomingMessage): boolean => !request.headers.accept?.includes('text/html');

export type Gateway = {
  readonly address: string;
  readonly mount: (mounts: readonly Mount[]) => void;
  /** Until then the start page says that the host is starting. */
  readonly showStartPage: (render: () => string) => void;
  readonly stop: () => Promise<void>;
};

export type GatewayOptions = {
  /** The address it listens on. Default loopback. */
  readonly host?: string;
  /** Names with their ports that it answers to beside those of this machine, such as `simulators:8080`. Default none. */
  readonly names?: readonly string[];
};

/**
 * The one address of the embedded host, on loopback: the start page, and every part below its prefix. It answers only to
 * names of this machine and those it is given, so that a page of the web cannot reach it through a name of its own.
 */
export const openGateway = async (wishedPort: number, options: GatewayOptions = {}): Promise<Gateway> => {
  const { host = '127.0.0.1', names = [] } = options;
  const isOurs = (name: string) => loopbackHost.test(name) || names.includes(name);
  let mounts: readonly Mount[] = [];
  let renderStartPage = () => starting;

  const answer: RequestListener = (request, response) => {
    const url = request.url ?? '/';
    const mount = mounts.find(({ prefix }) => pathBelow(prefix, url) !== undefined);
    if (!isOurs(request.headers.host ?? '')) sendProblem(request, response, misdirected);
    else if (mount) mounted(mount)(request, response);
    else if (url === '/' || url.startsWith('/?')) sendPage(response, 200, renderStartPage());
    else if (isAsset(request)) sendProblem(request, response, nothingThere);
    else
      sendPage(
        response,
        404,
        page('Not found', html`<h1>Nothing is here</h1><p><a href="/">Start page</a></p>`),
      );
  };

  const server = createServer(answer);
  answerBrokenRequests(server);
  const port = await listenOnFreePort(server, wishedPort, host);

  return {
    address: `http://127.0.0.1:${port}`,
    mount(more) {
      mounts = [...mounts, ...more];
    },
    showStartPage(render) {
      renderStartPage = render;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const closeTimer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(closeTimer);
    },
  };
};
