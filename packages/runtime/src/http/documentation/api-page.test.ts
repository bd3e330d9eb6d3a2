import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { endpoint } from '../endpoint.ts';
import { apiPage } from './api-page.ts';
import { withExample } from './example.ts';
import { openApiOf } from './openapi.ts';

const money = z.object({ amount: z.string(), currency: z.string() });
const notAsked = () => {
  throw new Error('only described here');
};

const shown = apiPage(
  openApiOf('Notes <of & for> us', [
    endpoint({
      method: 'get',
      path: '/v1/notes',
      summary: 'All notes',
      access: 'signed-in',
      query: z.strictObject({ limit: z.coerce.number().int().default(50).describe('how many') }),
      answer: z.object({ items: z.array(z.object({ noteId: z.uuid(), total: money.nullable() })) }),
      handle: notAsked,
    }),
    endpoint({
      method: 'post',
      path: '/v1/notes/{id}/copies',
      summary: 'Copy a note',
      access: { anyOf: ['WRITER', 'ADMIN'] },
      params: z.strictObject({ id: z.uuid() }),
      body: withExample(
        z.strictObject({ kind: z.enum(['SHORT', 'LONG']), reason: z.string().max(4_000).optional() }),
        {
          kind: 'SHORT',
          reason: "the writer's own",
        },
      ),
      answer: 'nothing',
      status: 204,
      handle: notAsked,
    }),
    endpoint({
      method: 'put',
      path: '/v1/notes/{id}/picture',
      summary: 'Keep a picture',
      access: { roles: ['WRITER'], decided: 'Whoever is in the picture may not.' },
      params: z.strictObject({ id: z.uuid() }),
      query: z.strictObject({ title: z.string(), from: z.string(), alt: z.string().optional() }),
      body: { upload: { maxBytes: 1, contentTypes: ['image/png'], example: "the painter's bytes" } },
      answer: 'bytes',
      handle: notAsked,
    }),
  ]),
);
const rows = [
  ...shown.matchAll(
    /<th scope="row"><code>(.*?)<\/code><\/th><td>(.*?)<\/td>\s*<td class="quiet">(.*?)<\/td>/g,
  ),
].map(([, name, kind, about]) => [name, kind, about]);
const optional = ' <span class="quiet">optional</span>';

const calls = [...shown.matchAll(/<pre>(.*?)<\/pre>/gs)].map(([, call = '']) =>
  call.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'),
);

describe('the page of an API', () => {
  it('lists every operation and links to it', () => {
    for (const text of ['GET /v1/notes', 'POST /v1/notes/{id}/copies', 'PUT /v1/notes/{id}/picture']) {
      expect(shown.split(`<code>${text}</code>`)).toHaveLength(3);
    }
    expect(shown).toContain('<a href="#getV1Notes">');
    expect(shown).toContain('<h2 id="getV1Notes">');
  });

  it('names who may call', () => {
    expect(shown).toContain('Roles: WRITER, ADMIN.');
    expect(shown).toContain('Anyone who is signed in.');
    expect(shown).toContain('Role: WRITER. Whoever is in the picture may not.');
  });

  it('describes what is taken and answered, down to the parts', () => {
    expect(rows).toEqual(
      expect.arrayContaining([
        ['?limit', `integer${optional}`, 'how many; default 50'],
        ['items', 'list of object', ''],
        ['items[].noteId', 'string (uuid)', ''],
        ['items[].total', 'object or null', ''],
        ['items[].total.amount', 'string', ''],
        ['Idempotency-Key', 'string', 'header; a new key for each change, the same key when you repeat it'],
        ['kind', 'SHORT | LONG', ''],
        ['reason', `string${optional}`, 'at most 4,000 characters'],
        ['image/png', 'bytes', ''],
        ['application/octet-stream', 'bytes', ''],
      ]),
    );
  });

  it('names the codes with which each operation refuses', () => {
    expect(shown).toContain(
      'Refuses: 400 INVALID_INPUT; 401 NOT_SIGNED_IN; 403 UNKNOWN_PERSON; 500 INTERNAL; 503 TRY_AGAIN, SIGN_IN_UNAVAILABLE.',
    );
    expect(shown).toContain('403 UNKNOWN_PERSON, ROLE_REQUIRED; 404 NOT_FOUND; 413 TOO_LARGE;');
  });

  it('shows a call with an example of the body, as a shell takes it', () => {
    expect(calls[0]).toBe(`\
curl -X POST "$API/v1/notes/$id/copies" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Idempotency-Key: try-$(date +%s)-$RANDOM" \\
  -H 'Content-Type: application/json' \\
  -d '{
  "kind": "SHORT",
  "reason": "the writer'\\''s own"
}'`);
  });

  it('shows a call with an example of the file, and asks for what the query needs', () => {
    expect(calls[1]).toBe(`\
curl -X PUT "$API/v1/notes/$id/picture?title=$title&from=$from" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: image/png' \\
  --data-binary 'the painter'\\''s bytes'`);
  });

  it('needs nothing from elsewhere and escapes what it shows', () => {
    expect(shown).not.toMatch(/<script|https?:/);
    expect(shown).toContain('<h1>Notes &lt;of &amp; for&gt; us</h1>');
  });
});
