import * as z from 'zod';
import type { Endpoint } from '../endpoint.ts';
import type { ApiSchema, Contents, Operation, OperationResponse, Parameter } from './api-document.ts';
import { exampleOf } from './example.ts';
import { refusalsOf } from './refusals.ts';
import { rolesOf, whoMay } from './who-may.ts';

/** The OpenAPI 3.1 document of an API, made from the schemas that its endpoints parse with. */
export const openApiOf = (title: string, endpoints: readonly Endpoint[]) => ({
  openapi: '3.1.0',
  info: { title, version: '1', description: 'Errors are application/problem+json (RFC 9457).' },
  servers: [{ url: '/' }],
  security: [{ bearer: [] }],
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    schemas: { Problem: problemSchema },
    responses: problemResponses(endpoints),
  },
  paths: pathsOf(endpoints),
});

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'trace_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    trace_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

const pathsOf = (endpoints: readonly Endpoint[]) => {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(endpoint) };
  }
  return paths;
};

const operationOf = (endpoint: Endpoint): Operation => ({
  operationId: operationIdOf(endpoint),
  summary: endpoint.summary,
  description: whoMay(endpoint.access),
  'x-roles': rolesOf(endpoint.access),
  parameters: [
    ...parametersOf('path', endpoint.params),
    ...parametersOf('query', endpoint.query),
    ...(endpoint.ifMatch ? [header('If-Match', 'the version you saw, as given in its ETag')] : []),
    ...(endpoint.method === 'post' && !endpoint.changesNothing
      ? [header('Idempotency-Key', 'a new key for each change, the same key when you repeat it')]
      : []),
  ],
  ...(endpoint.body === undefined ? {} : { requestBody: requestBodyOf(endpoint.body) }),
  responses: {
    [String(endpoint.status ?? 200)]: { description: endpoint.summary, ...contentOf(endpoint.answer) },
    ...refusedResponses(endpoint),
  },
});

const codesOf = (endpoint: Endpoint): readonly (readonly [status: string, codes: readonly string[]])[] =>
  [...Map.groupBy(refusalsOf(endpoint), ({ status }) => String(status))].map(([status, refusals]) => [
    status,
    refusals.map(({ code }) => code),
  ]);

/** Problems are described once for each set of codes: most operations share theirs. */
const responseName = (codes: readonly string[]): string => codes.join('.');

const refusedResponses = (endpoint: Endpoint): Readonly<Record<string, OperationResponse>> =>
  Object.fromEntries(
    codesOf(endpoint).map(([status, codes]) => [
      status,
      { $ref: `#/components/responses/${responseName(codes)}` },
    ]),
  );

const problemResponses = (endpoints: readonly Endpoint[]) =>
  Object.fromEntries(
    endpoints.flatMap(codesOf).map(([, codes]) => [
      responseName(codes),
      {
        description: codes.join(', '),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }],
            },
          },
        },
      },
    ]),
  );

const operationIdOf = ({ method, path }: Endpoint): string =>
  `${method}-${path}`.replaceAll(/[^a-zA-Z0-9]+(\w?)/g, (_match, next: string) => next.toUpperCase());

const jsonSchema = (schema: z.ZodType): ApiSchema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => withoutNoise(jsonSchema),
  });
  return JSON.parse(JSON.stringify(rest));
};

/** The format says what the expression beside it says, and readers of the document read it more easily. */
const withoutNoise = (schema: z.core.JSONSchema.BaseSchema): void => {
  if (schema.format) delete schema.pattern;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
};

const parametersOf = (location: 'path' | 'query', schema: z.ZodObject | undefined): readonly Parameter[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema);
  return Object.entries(properties).map(([name, member]) => ({
    name,
    in: location,
    required: location === 'path' || required.includes(name),
    schema: member,
  }));
};

const header = (name: string, description: string): Parameter => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

const bytes: ApiSchema = { type: 'string', format: 'binary' };

const requestBodyOf = (body: NonNullable<Endpoint['body']>): { required: true; content: Contents } => {
  if (!('upload' in body)) {
    const example = exampleOf(body);
    const shown = example === undefined ? {} : { example };
    return { required: true, content: { 'application/json': { schema: jsonSchema(body), ...shown } } };
  }
  const { contentTypes, example } = body.upload;
  const [first = '*/*', ...others] = contentTypes;
  const shown = example === undefined ? {} : { example };
  const content = Object.fromEntries(others.map((type) => [type, { schema: bytes }]));
  return { required: true, content: { [first]: { schema: bytes, ...shown }, ...content } };
};

const contentOf = (answer: Endpoint['answer']): { content?: Contents } => {
  if (answer === 'nothing') return {};
  if (answer === 'bytes') return { content: { 'application/octet-stream': { schema: bytes } } };
  if (!('orBytes' in answer)) return { content: { 'application/json': { schema: jsonSchema(answer) } } };
  const { content } = contentOf(answer.json);
  return { content: { ...content, [answer.orBytes]: { schema: bytes } } };
};
