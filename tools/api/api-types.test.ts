import { describe, expect, it } from 'vitest';
import { staleFiles } from '../generated-files.ts';
import { type ApiDocument, apiTypeFiles, apiTypes } from './api-types.ts';

describe('the types of the API documents', () => {
  it('are committed as the documents are; else run npm run generate', () => {
    const files = apiTypeFiles();
    expect([...files.keys()]).toContain('packages/contracts/src/api/packet.ts');
    expect(staleFiles('packages/contracts/src/api', files)).toEqual([]);
  });

  it('say what a call takes and what it answers', () => {
    expect(apiTypes('till', till)).toContain(`\
export type TillApi = {
  readonly post: {
    readonly '/v1/coins/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly query?: {
          readonly 'age.gte'?: number | undefined;
          readonly side?: 'HEAD' | 'TAIL' | readonly ('HEAD' | 'TAIL')[] | undefined;
        };
        readonly body: {
          readonly side: 'HEAD' | 'TAIL';
          readonly note?: string | null;
        };
        readonly ifMatch: number;
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly coins: readonly string[];
      };
    };
  };
`);
  });

  it('stop at a kind of value that they do not know', () => {
    const strange = structuredClone(till);
    Object.assign(strange.components.schemas, { Problem: { type: 'tuple' } });
    expect(() => apiTypes('till', strange)).toThrow('no type for tuple');
  });
});

const text = { type: 'string' };
const till: ApiDocument = {
  components: { schemas: { Problem: { type: 'object', properties: { detail: text } } } },
  paths: {
    '/v1/coins/{id}': {
      post: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: text },
          { name: 'age.gte', in: 'query', required: false, schema: { type: 'integer' } },
          {
            name: 'side',
            in: 'query',
            required: false,
            schema: { type: 'array', items: { enum: ['HEAD', 'TAIL'] } },
          },
          { name: 'If-Match', in: 'header', required: true, schema: text },
          { name: 'Idempotency-Key', in: 'header', required: true, schema: text },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { side: { enum: ['HEAD', 'TAIL'] }, note: { type: ['string', 'null'] } },
                required: ['side'],
              },
            },
          },
        },
        responses: {
          201: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { coins: { type: 'array', items: text } },
                  required: ['coins'],
                },
              },
            },
          },
        },
      },
    },
  },
};
