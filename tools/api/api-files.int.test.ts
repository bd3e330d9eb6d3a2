import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GeneratedFiles, staleFiles } from '../generated-files.ts';
import { apiFiles } from './api-files.ts';

describe('the API documents of the services', () => {
  let files: GeneratedFiles = new Map();
  beforeAll(async () => {
    files = await apiFiles();
  });

  it('are committed as the services serve them; else run npm run generate', () => {
    expect(files.size).toBeGreaterThan(0);
    expect(staleFiles('docs/api', files)).toEqual([]);
  });

  it('are OpenAPI 3.1 by its official schema, with every reference resolved', async () => {
    for (const [path, text] of files) {
      const validator = new Validator();
      expect({ path, ...(await validator.validate(JSON.parse(text))) }).toEqual({ path, valid: true });
      expect(validator.version).toBe('3.1');
      expect(validator.resolveRefs()).toBeTypeOf('object');
    }
  });

  it('name every operation once and describe every parameter of its path', () => {
    for (const text of files.values()) {
      const { paths }: ApiDocument = JSON.parse(text);
      const operations = Object.entries(paths).flatMap(([path, byMethod]) =>
        Object.values(byMethod).map((operation) => ({ path, ...operation })),
      );
      const names = operations.map(({ operationId }) => operationId);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
      for (const { path, parameters } of operations) {
        const described = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
        expect(described.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
      }
    }
  });
});

type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
};
