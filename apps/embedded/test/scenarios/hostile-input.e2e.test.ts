import { tokenOf } from '@recoup/cli/session/session';
import type { ApiDocument, ApiSchema } from '@recoup/runtime/http/documentation/api-document';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRoles } from '../../../simulators/src/sign-in/seeded-people.ts';
import { serviceSchemas, usedInstallation } from '../installation/installation.fixture.ts';

const installation = usedInstallation({ processes: 'one', bus: 'postgres' });
const anId = '019d42bc-c2b6-739a-ae66-26459e764e40';
/** A part of a path that is not the one under test: versions and attempts are counted, everything else has an id. */
const otherPart = (name: string): string => (['version', 'attempt'].includes(name) ? '1' : anId);

/** Refused wherever text goes in, and what else is refused where a person types it. */
const unkept = { NUL: 'a\0', 'half a character': '\ud800x' };
const unseen = { blanks: ' \t ', 'no width': '\u200b', Braille: '\u2800', filler: '\u3164' };
const turned = { override: 'a\u202eb', isolate: 'a\u2066b' };
const hostile = Object.entries({ ...unkept, ...unseen, ...turned });
/** Several lines are for what is told, not for what something is called. */
const severalLines = /\/(?:reason|comment|note|text)$/;

type Path = readonly string[];
type Call = {
  readonly service: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly roles: readonly string[];
  readonly inPath: readonly string[];
  readonly inQuery: readonly { readonly name: string; readonly schema: ApiSchema }[];
  /** An example of the JSON body, and where it may hold text. */
  readonly body: unknown;
  readonly texts: readonly Path[];
};

/** The first key of a list of names is one that each of them may have. */
const textsIn = (schema: ApiSchema, path: Path = []): readonly Path[] => [
  ...(schema.type === 'string' && schema.enum === undefined ? [path] : []),
  ...(schema.anyOf ?? []).flatMap((one) => textsIn(one, path)),
  ...(schema.items ? textsIn(schema.items, [...path, '0']) : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => textsIn(inner, [...path, name])),
  ...(isSchema(schema.additionalProperties)
    ? textsIn(schema.additionalProperties, [...path, keyIn(schema.propertyNames)])
    : []),
];
const isSchema = (value: unknown): value is ApiSchema => typeof value === 'object' && value !== null;
const keyIn = (names: unknown): string => String((isSchema(names) ? names.enum : undefined)?.[0] ?? 'US01');

const callsOf = async (service: string): Promise<readonly Call[]> => {
  const answer = await fetch(`${installation().address}/api/${service}/openapi.json`);
  const { paths }: ApiDocument = JSON.parse(await answer.text());
  return Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, { parameters, requestBody, ...operation }]) => {
      const json = requestBody?.content['application/json'];
      return {
        ...{ service, method, path, name: `${service} ${method} ${path}`, roles: operation['x-roles'] },
        inPath: parameters.filter((one) => one.in === 'path').map(({ name }) => name),
        inQuery: parameters.filter((one) => one.in === 'query'),
        body: json?.example,
        texts: json && json.schema.format !== 'binary' ? textsIn(json.schema) : [],
      };
    }),
  );
};

const tokens = new Map<string, string>();
let calls: readonly Call[] = [];
beforeAll(async () => {
  for (const role of seededRoles)
    tokens.set(role, await tokenOf(installation().address, `${role.toLowerCase().replaceAll('_', '-')}-1`));
  calls = (await Promise.all(serviceSchemas.map(callsOf))).flat();
});

type Sent = {
  readonly path?: string;
  readonly query?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
};

type Answered = { readonly code?: string; readonly errors?: readonly { readonly pointer: string }[] };

const send = async (call: Call, { path = '', query = '', body }: Sent) => {
  const { address } = installation();
  const at = path || call.path.replaceAll(/\{(\w+)\}/g, (_, name) => otherPart(name));
  const answer = await fetch(`${address}/api/${call.service}${at}${query && `?${query}`}`, {
    method: call.method.toUpperCase(),
    headers: {
      authorization: `Bearer ${tokens.get(call.roles[0] ?? 'AUDITOR')}`,
      'idempotency-key': crypto.randomUUID(),
      'if-match': '"1"',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const type = answer.headers.get('content-type') ?? '';
  const problem: Answered = type.includes('json') ? JSON.parse(await answer.text()) : {};
  const { code = '', errors = [] } = problem;
  const pointers = errors.map(({ pointer }) => pointer);
  return {
    status: answer.status,
    code,
    pointers,
    refused: answer.status === 400 && code === 'INVALID_INPUT',
  };
};

/** A body with this text at its place, and the example around it. */
const withText = (body: unknown, [step, ...further]: Path, text: string): unknown => {
  if (step === undefined) return text;
  if (step === '0') return [withText(Array.isArray(body) ? body[0] : undefined, further, text)];
  const around = typeof body === 'object' && body !== null ? body : {};
  return { ...around, [step]: withText(Reflect.get(around, step), further, text) };
};

/** The calls that were not refused, by name with what was sent, answered and pointed at. */
const unrefused = async (
  cases: readonly (readonly [call: Call, what: string, sent: Sent, pointer: string])[],
) => {
  expect(cases.length).toBeGreaterThan(20);
  const taken: string[] = [];
  for (const [call, what, sent, pointer] of cases) {
    const { status, code, pointers, refused } = await send(call, sent);
    if (!refused || !pointers.includes(pointer))
      taken.push(`${call.name} ${what}: ${status} ${code} at ${pointers}, not ${pointer}`);
  }
  return taken;
};

const withBodies = () => calls.filter(({ texts }) => texts.length > 0);

describe('every field of every body of every service', () => {
  it('refuses what cannot be kept, cannot be seen or shows another text than it keeps', async () => {
    const cases = withBodies().flatMap((call) =>
      call.texts.flatMap((path) =>
        hostile.map(([what, text]) => {
          const pointer = `/${path.join('/')}`;
          const body = JSON.stringify(withText(call.body, path, text));
          return [call, `${what} in ${pointer}`, { body }, pointer] as const;
        }),
      ),
    );
    expect(cases.length).toBeGreaterThan(300);
    expect(await unrefused(cases)).toEqual([]);
  }, 300_000);

  it('is one line, unless it tells something', async () => {
    const cases = withBodies().flatMap((call) =>
      call.texts
        .map((path) => ({ path, pointer: `/${path.join('/')}` }))
        .filter(({ pointer }) => !severalLines.test(pointer))
        .map(({ path, pointer }) => {
          const body = JSON.stringify(withText(call.body, path, 'a\nb'));
          return [call, `two lines in ${pointer}`, { body }, pointer] as const;
        }),
    );
    expect(await unrefused(cases)).toEqual([]);
  }, 120_000);

  it('stands once, in UTF-8, at a level that can be', async () => {
    const cases = withBodies().flatMap((call) => {
      const text = JSON.stringify(call.body);
      const [key = ''] = /^\{"(\w+)":/.exec(text)?.slice(1) ?? [];
      const latin1 = Uint8Array.from(Buffer.from('{"é":1}', 'latin1'));
      return [
        [call, '__proto__', { body: `{"__proto__":{}}` }, '/__proto__'],
        ...(key
          ? [[call, `${key} twice`, { body: text.replace('{', `{"${key}":1,`) }, `/${key}`] as const]
          : []),
        [call, 'Latin-1', { body: latin1 }, '/'],
        [call, 'no JSON', { body: '{' }, '/'],
        [call, 'a text', { body: '"x"' }, '/'],
        [call, 'deep JSON', { body: `${'['.repeat(5_000)}${']'.repeat(5_000)}` }, '/'],
      ] as const;
    });
    expect(await unrefused(cases)).toEqual([]);
  }, 120_000);
});

describe('every parameter of every address of every service', () => {
  it('refuses bytes that are no text, and NUL', async () => {
    const cases = calls.flatMap((call) =>
      call.inQuery.flatMap(({ name }) =>
        ['%00', '%ff', '%ED%A0%80', '%'].map(
          (written) =>
            [call, `${name}=${written}`, { query: `${name}=${written}` }, `query/${name}`] as const,
        ),
      ),
    );
    expect(cases.length).toBeGreaterThan(400);
    expect(await unrefused(cases)).toEqual([]);
  }, 300_000);

  it('takes plain digits alone for a number, within limits', async () => {
    const numbers = calls.flatMap((call) =>
      call.inQuery
        .filter(({ schema }) => schema.type === 'integer' || schema.format === 'int64')
        .map(({ name }) => ({ call, name })),
    );
    const cases = numbers.flatMap(({ call, name }) =>
      [
        '0x10',
        '%2B1',
        '1e0',
        '%205%20',
        '99999999999999999999',
        '-99999999999999999999',
        '9'.repeat(400),
      ].map(
        (written) => [call, `${name}=${written}`, { query: `${name}=${written}` }, `query/${name}`] as const,
      ),
    );
    expect(cases.map(([, what]) => what)).toContain('afterSeq=0x10');
    expect(await unrefused(cases)).toEqual([]);
  }, 120_000);

  it('that is a part of the path is refused likewise', async () => {
    const cases = calls.flatMap((call) =>
      call.inPath.flatMap((name) => {
        // Sources and mappings have names, which digits may be.
        const numbers = ['source', 'name'].includes(name) ? [] : ['1e0', '99999999999999999999'];
        const having = (written: string) => ({
          path: call.path
            .replace(`{${name}}`, written)
            .replaceAll(/\{(\w+)\}/g, (_, other) => otherPart(other)),
        });
        return [
          [call, `${name} %00`, having('%00'), `path/${name}`],
          [call, `${name} %ff`, having('%ff'), 'path'],
          ...numbers.map((written) => [call, `${name} ${written}`, having(written), `path/${name}`] as const),
        ] as const;
      }),
    );
    expect(await unrefused(cases)).toEqual([]);
  }, 120_000);
});

it('a list of people that is no UTF-8, or says a thing twice, is refused as a file is', async () => {
  const [call] = calls.filter(({ name }) => name === 'packet post /v1/people/imports');
  if (!call) throw new Error('there are no imports of people');
  const person = { email: 'a@example.test', display_name: 'Ann', active: 'true' };
  const agent = {
    role: 'AGENT',
    entity: '',
    department: '',
    client_id: '',
    valid_from: '2026-01-01',
    valid_until: '',
  };
  const text = JSON.stringify([{ ...person, issuer: 'https://x.example', subject: 'ann', ...agent }]);
  const bodies = [
    text.replace('Ann', 'a\\u0000'),
    text.replace('Ann', '\\ud800'),
    text.replace('Ann', '\u3164'),
    text.replace('{', '{"email":"b@example.test",'),
    Uint8Array.from(Buffer.from(text.replace('Ann', 'Andr\u00e9'), 'latin1')),
  ];
  for (const body of bodies)
    expect([body, await send(call, { body })]).toMatchObject([body, { code: 'PEOPLE_REJECTED' }]);
  expect(await send(call, { body: text })).toMatchObject({ status: 201 });
});
