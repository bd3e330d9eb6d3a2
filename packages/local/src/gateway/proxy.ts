import { type RequestListener, request as send } from 'node:http';
import { sendProblem } from '@recoup/runtime/http/serving/send-problem';

const noAnswer = {
  status: 502,
  code: 'NO_ANSWER',
  detail:
    'The service does not answer, and whether the request was carried out is not certain. Repeat it with the same Idempotency-Key; nothing is done twice.',
  headers: { 'retry-after': '2' },
};

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
      else sendProblem(request, response, noAnswer);
    });
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  };
