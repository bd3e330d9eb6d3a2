import { type Server, STATUS_CODES } from 'node:http';
import { newId } from '../../process/ids.ts';
import { type Problem, problemDocument } from '../problem.ts';

const malformed: Problem = {
  status: 400,
  code: 'INVALID_INPUT',
  detail: 'The request is not valid HTTP: its method, its address or a header cannot be read',
};

const others: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'TOO_LARGE',
    detail: 'The address and the headers must not be larger than 16 KB together',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'TRY_AGAIN',
    detail: 'The request did not arrive in time. Repeat it.',
  },
};

/** Answers requests that never reach a router, since nothing can be read from them, with a problem too. */
export const answerBrokenRequests = (server: Server): void => {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const problem = others[error.code ?? ''] ?? malformed;
    const body = JSON.stringify(problemDocument(problem, '/', newId()));
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'connection: close',
      'cache-control: no-store',
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
};
