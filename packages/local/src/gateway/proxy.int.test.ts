import { createServer } from 'node:http';
import { addressOf, close, listen } from '@recoup/runtime/process/listening';
import { expect, it } from 'vitest';
import { proxyTo } from './proxy.ts';

it('says of a service that does not answer that nothing is certain, as problems are said', async () => {
  const gone = await listen(createServer(), 0, '127.0.0.1');
  const address = addressOf(gone);
  await close(gone);
  const gateway = await listen(createServer(proxyTo(() => address)), 0, '127.0.0.1');
  const answer = await fetch(addressOf(gateway), {
    headers: { 'x-request-id': 'request-1', connection: 'close' },
  });
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('retry-after')]).toEqual([
    ...[502, 'application/problem+json; charset=utf-8', '2'],
  ]);
  expect(await answer.json()).toMatchObject({
    type: 'urn:recoup:problem:no-answer',
    code: 'NO_ANSWER',
    trace_id: 'request-1',
  });
  await close(gateway);
});
