import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { GeneratedFiles } from '../generated-files.ts';

/** What this project's API documents use of JSON Schema. Anything else in one stops the generator. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
};

type Content = Readonly<Record<string, { readonly schema: Schema }>>;
type Operation = {
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
export type ApiDocument = {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

const root = join(import.meta.dirname, '../..');

/** One file of types for each committed API document. */
export const apiTypeFiles = (): GeneratedFiles =>
  new Map(
    globSync('docs/api/*.json', { cwd: root }).map((path): [string, string] => {
      const service = basename(path, '.json');
      const document: ApiDocument = JSON.parse(readFileSync(join(root, path), 'utf8'));
      return [`packages/contracts/src/api/${service}.ts`, apiTypes(service, document)];
    }),
  );

/** The operations of one service as a type: by method and path, what a call takes and what it answers. */
export const apiTypes = (service: string, { components, paths }: ApiDocument): string => {
  const byMethod = Map.groupBy(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
    ),
    ({ method }) => method,
  );
  const methods = [...byMethod].map(([method, operations]) => {
    const members = operations.map(({ path, operation }) => {
      return `readonly '${path}': ${operationType(operation)}`;
    });
    return `readonly ${method}: ${objectOf(members)}`;
  });
  const named = Object.entries(components.schemas).map(
    ([name, schema]) => `type ${name} = ${typeOf(schema)};\n\n`,
  );
  const typeName = `${service[0]?.toUpperCase()}${service.slice(1)}Api`;
  return [
    `// Longer than 300 lines: \`npm run generate\` makes this file from docs/api/${service}.json.\n`,
    ...named.map(indented),
    indented(`export type ${typeName} = ${objectOf([...methods, 'readonly problem: Problem'])};\n`),
  ].join('');
};

const operationType = ({ parameters, requestBody, responses }: Operation): string => {
  const within = (part: string) => parameters.filter((parameter) => parameter.in === part);
  const headers = new Set(within('header').map(({ name }) => name));
  const call = [
    ...parametersMember('path', within('path')),
    ...parametersMember('query', within('query')),
    ...(requestBody ? bodyMembers(requestBody.content, requestBody.required ?? false) : []),
    ...(headers.has('If-Match') ? ['readonly ifMatch: number'] : []),
    ...(headers.has('Idempotency-Key') ? ['readonly key?: string | undefined'] : []),
  ];
  return objectOf([`readonly call: ${objectOf(call)}`, `readonly answer: ${answerType(responses)}`]);
};

const parametersMember = (part: string, parameters: Operation['parameters']): readonly string[] => {
  if (parameters.length === 0) return [];
  const members = parameters.map(
    ({ name, required, schema }) =>
      `readonly ${memberName(name)}${required ? '' : '?'}: ${parameterType(schema)}${required ? '' : ' | undefined'}`,
  );
  const optional = parameters.some(({ required }) => required) ? '' : '?';
  return [`readonly ${part}${optional}: ${objectOf(members)}`];
};

/** What may be repeated may also be given once, by itself. */
const parameterType = (schema: Schema): string =>
  schema.type === 'array' && schema.items ? `${typeOf(schema.items)} | ${typeOf(schema)}` : typeOf(schema);

/** A body is JSON, bytes of a media type of their own, or, where the operation takes both, either. */
const bodyMembers = (content: Content, required: boolean): readonly string[] => {
  const { 'application/json': json, ...others } = content;
  if (Object.keys(others).length > 0)
    return [`readonly upload: ${objectOf(['readonly bytes: Blob | string', 'readonly type: string'])}`];
  return json ? [`readonly body${required ? '' : '?'}: ${typeOf(json.schema)}`] : [];
};

const answerType = (responses: Operation['responses']): string => {
  const [good] = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const content = good?.[1].content;
  if (!content) return 'null';
  const json = content['application/json'];
  return json ? typeOf(json.schema) : 'string';
};

const typeOf = (schema: Schema): string => {
  if (schema.$ref) return schema.$ref.replace('#/components/schemas/', '');
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  if (schema.const !== undefined) return literal(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' | ');
  if (schema.type === undefined) return 'unknown';
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  return [...new Set(types.map((type) => namedType(type, schema)))].join(' | ');
};

const namedType = (type: string, schema: Schema): string => {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return `readonly ${single(typeOf(schema.items ?? {}))}[]`;
    case 'object':
      return objectType(schema);
    default:
      throw new Error(`no type for ${type}`);
  }
};

const objectType = ({ properties, required = [], additionalProperties }: Schema): string => {
  if (!properties) {
    const values = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
    return `Readonly<Record<string, ${values}>>`;
  }
  const members = Object.entries(properties).map(
    ([name, schema]) =>
      `readonly ${memberName(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`,
  );
  return objectOf(members);
};

const objectOf = (members: readonly string[]): string =>
  members.length === 0 ? '{}' : `{\n${members.map((member) => `${member};\n`).join('')}}`;

/** Two spaces for every brace that is open where a line begins. */
const indented = (text: string): string => {
  let depth = 0;
  return text
    .split('\n')
    .map((line) => {
      if (line.startsWith('}')) depth -= 1;
      const shown = line === '' ? '' : `${'  '.repeat(depth)}${line}`;
      if (line.endsWith('{')) depth += 1;
      return shown;
    })
    .join('\n');
};

const memberName = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`);

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value);

const single = (type: string): string => (/^\w+$/.test(type) ? type : `(${type})`);
