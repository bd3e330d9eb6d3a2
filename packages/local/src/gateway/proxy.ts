import { type RequestListener, request as send } from 'node:http';
import { sendJson } from '@recoup/runtime/http/page';

/** Hands requests on to a service that runs in a process of its own. `address` is asked anew each time: it may be started again. */
export const proxyTo =
  (address: () => string): RequestListener =>
  (request, response) => {
    const target = new URL(address());
    const onward = send({
      host: target.hostname,
      port: target.port,
      method: request.method,
      path: request.url,
      headers: { ...request.headers, host: target.host },
    });
    onward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', () => {
      if (response.headersSent) response.destroy();
      else
        sendJson(response, 502, { title: 'Bad Gateway', status: 502, detail: 'The service does not answer' });
    });
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  };
