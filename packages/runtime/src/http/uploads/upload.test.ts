import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressOf, close, listen } from '../../process/listening.ts';
import { ProblemError } from '../problem.ts';
import { receiveUpload } from './upload.ts';

const upload = { maxBytes: 1_048_576, contentTypes: ['text/csv', 'application/pdf'] };
const anyType = { ...upload, contentTypes: [] };

type Received = Awaited<ReturnType<typeof receiveUpload>>['file'] & { readonly bytes: string };

/** What was received of the last request, before it was discarded. */
let received: Received | undefined;
const receive = async (request: IncomingMessage) => {
  const { file, discard } = await receiveUpload(request, {
    upload: request.url === '/any' ? anyType : upload,
  });
  received = { ...file, bytes: readFileSync(file.path, 'latin1') };
  await discard();
};

let address: string;
beforeAll(async () => {
  const app = createServer((request, response) => {
    receive(request).then(
      () => response.end('{}'),
      (error: unknown) => {
        if (!(error instanceof ProblemError)) throw error;
        response.writeHead(error.problem.status).end(JSON.stringify(error.problem));
      },
    );
  });
  const server = await listen(app, 0, '127.0.0.1');
  afterAll(() => close(server));
  address = addressOf(server);
});

const send = async (bytes: number, type = 'text/csv', path = '/') => {
  received = undefined;
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: 'x'.repeat(bytes),
  });
  return { status: response.status, problem: (await response.json()) as { code?: string; detail?: string } };
};

it('takes a file with its size, its hash and its type, and leaves nothing behind', async () => {
  expect((await send(3, 'Text/CSV; charset=utf-8')).status).toBe(200);
  expect(received).toMatchObject({
    size: 3,
    sha256: createHash('sha256').update('xxx').digest('hex'),
    contentType: 'text/csv',
    bytes: 'xxx',
  });
  expect(existsSync(received?.path ?? '')).toBe(false);
});

it('takes a file as large as may be, and refuses one of a byte more', async () => {
  expect((await send(upload.maxBytes)).status).toBe(200);
  expect(received?.size).toBe(upload.maxBytes);

  expect(await send(upload.maxBytes + 1)).toMatchObject({
    status: 413,
    problem: { code: 'TOO_LARGE', detail: 'The file must not be larger than 1 MB' },
  });
  expect(received).toBeUndefined();
});

it('refuses a type that the endpoint does not name, and none where it names none', async () => {
  expect(await send(3, 'image/png')).toMatchObject({
    status: 415,
    problem: { code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'Send the body as text/csv or application/pdf' },
  });
  expect((await send(3, 'application/pdf')).status).toBe(200);
  expect((await send(3, 'image/png', '/any')).status).toBe(200);
});
