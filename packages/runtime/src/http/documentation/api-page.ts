import { type Html, html } from '../html.ts';
import { page } from '../page.ts';
import type { ApiDocument, ApiSchema, Contents, Operation, Parameter } from './api-document.ts';

/** An API document for people: every operation with who may call it, what it takes and what it answers. */
export const apiPage = ({ info, components, paths }: ApiDocument): string => {
  const operations = Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
  return page(
    info.title,
    html`<h1>${info.title}</h1>
<p>${info.description} Signed-in people send <code>Authorization: Bearer</code> with a token; in the examples <code>API</code> is the address of this service and
<code>TOKEN</code> the token. The same
<a href="openapi.json">as OpenAPI 3.1</a>.</p>
<div class="sheet"><table><tbody>${operations.map(
      ({ method, path, operation }) => html`
<tr><td><a href="#${operation.operationId}"><code>${method} ${path}</code></a></td><td>${operation.summary}</td></tr>`,
    )}</tbody></table></div>
${operations.map((one) => operationSection(one, components.responses))}`,
  );
};

const operationSection = (
  one: { method: string; path: string; operation: Operation },
  problems: ApiDocument['components']['responses'],
): Html => {
  const { operationId, summary, description, parameters, requestBody, responses } = one.operation;
  return html`
<h2 id="${operationId}"><code>${one.method} ${one.path}</code></h2>
<p>${summary}. <span class="quiet">${description}</span></p>
${fieldTable('Takes', [...parameters.map(parameterField), ...fieldsOfContents(requestBody?.content)])}
${Object.entries(responses)
  .filter(([, { $ref }]) => $ref === undefined)
  .map(([status, { content }]) => fieldTable(`Answers ${status}`, fieldsOfContents(content)))}
${exampleCall(one)}
<p class="quiet">Refuses: ${Object.entries(responses)
    .flatMap(([status, { $ref = '' }]) => {
      const problem = problems[$ref.slice($ref.lastIndexOf('/') + 1)];
      return problem ? [`${status} ${problem.description}`] : [];
    })
    .join('; ')}.</p>`;
};

/** A call with the example of the body, to paste into a shell. */
const exampleCall = ({ method, path, operation }: { method: string; path: string; operation: Operation }) => {
  const [shown] = Object.entries(operation.requestBody?.content ?? {}).flatMap(([type, { example }]) =>
    example === undefined ? [] : [{ type, example }],
  );
  if (shown === undefined) return '';
  const asks = (name: string) => operation.parameters.some((parameter) => parameter.name === name);
  const lines = [
    `curl -X ${method} "$API${path.replaceAll(/\{(\w+)\}/g, '$$$1')}${neededQuery(operation)}"`,
    '-H "Authorization: Bearer $TOKEN"',
    ...(asks('If-Match') ? [`-H 'If-Match: "1"'`] : []),
    ...(asks('Idempotency-Key') ? ['-H "Idempotency-Key: try-$(date +%s)-$RANDOM"'] : []),
    ...bodyArguments(shown),
  ];
  return html`<div class="sheet"><pre>${lines.join(' \\\n  ')}</pre></div>`;
};

const neededQuery = ({ parameters }: Operation): string => {
  const needed = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  return needed.map(({ name }, index) => `${index === 0 ? '?' : '&'}${name}=$${name}`).join('');
};

const bodyArguments = ({ type, example }: { type: string; example: unknown }): readonly string[] => {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  return typeof example === 'string'
    ? [
        `-H 'Content-Type: ${type === '*/*' ? 'application/octet-stream' : type}'`,
        `--data-binary ${quoted(example)}`,
      ]
    : [`-H 'Content-Type: ${type}'`, `-d ${quoted(JSON.stringify(example, null, 2))}`];
};

type Field = {
  readonly name: string;
  readonly kind: string;
  readonly needed: boolean;
  readonly about: string;
};

const fieldTable = (title: string, fields: readonly Field[]): Html =>
  fields.length === 0
    ? html`<p class="quiet">${title}: nothing.</p>`
    : html`<div class="sheet"><table><thead><tr><th scope="col">${title}</th><th scope="col">Kind</th><th scope="col"></th></tr></thead>
<tbody>${fields.map(
        ({ name, kind, needed, about }) => html`
<tr><th scope="row"><code>${name}</code></th><td>${kind}${needed ? '' : html` <span class="quiet">optional</span>`}</td>
<td class="quiet">${about}</td></tr>`,
      )}</tbody></table></div>`;

const parameterField = ({ name, in: location, required, description, schema }: Parameter): Field => ({
  name: location === 'query' ? `?${name}` : name,
  kind: kindOf(schema),
  needed: required,
  about: aboutOf(schema, location === 'header' ? 'header' : '', description),
});

const fieldsOfContents = (contents: Contents = {}): readonly Field[] =>
  Object.entries(contents).flatMap(([type, { schema }]) =>
    type === 'application/json'
      ? fieldsOf('', schema)
      : [{ name: type, kind: 'bytes', needed: true, about: '' }],
  );

/** The members of an object, and those of its parts below their path: `items[].total.amount`. */
const fieldsOf = (path: string, schema: ApiSchema): readonly Field[] => {
  const { schema: inner, suffix } = innermost(schema);
  const location = `${path}${suffix}`;
  const required = new Set(inner.required);
  return Object.entries(inner.properties ?? {}).flatMap(([name, member]) => {
    const own = location === '' ? name : `${location}.${name}`;
    const field = { name: own, kind: kindOf(member), needed: required.has(name), about: aboutOf(member) };
    return [field, ...fieldsOf(own, member)];
  });
};

/** What a list or an "or null" is made of. */
const innermost = (
  schema: ApiSchema,
  suffix = '',
): { readonly schema: ApiSchema; readonly suffix: string } => {
  if (schema.items) return innermost(schema.items, `${suffix}[]`);
  const [only, another] = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return only && !another ? innermost(only, suffix) : { schema, suffix };
};

const kindOf = (schema: ApiSchema): string => {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' or ');
  if (schema.items) return `list of ${kindOf(schema.items)}`;
  const types = [schema.type ?? 'anything'].flat().join(' or ');
  return schema.format ? `${types} (${schema.format})` : types;
};

const aboutOf = (schema: ApiSchema, where = '', description = schema.description ?? ''): string =>
  [
    where,
    description,
    schema.maxLength === undefined ? '' : `at most ${schema.maxLength.toLocaleString('en-US')} characters`,
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
  ]
    .filter((text) => text !== '')
    .join('; ');
