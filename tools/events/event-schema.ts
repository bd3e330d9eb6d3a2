import { schemaOf } from '@recoup/contracts/envelope';
import * as z from 'zod';
import type { DescribedEvent } from './event-catalogue.ts';

/** A JSON Schema (draft 2020-12), with the keywords that this repository writes and compares. */
export type JsonSchema = {
  readonly $id?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  /** The values of today. A later release may add some, so that a reader needs a branch for what it does not know. */
  readonly 'x-known-values'?: readonly string[];
  readonly [keyword: string]: unknown;
};

/**
 * The JSON Schema of an event in structured form, under the name that its `dataschema` carries. Objects stay open, as enumerations are
 * by their contracts: a reader must survive fields and values of a later release.
 */
export const eventSchema = ({ contract, sentence }: DescribedEvent): JsonSchema => {
  const { $schema, ...rest } = z.toJSONSchema(contract.schema, {
    io: 'input',
    override: ({ jsonSchema }) => withoutDetails(jsonSchema),
  });
  const named = { $schema, $id: schemaOf(contract.type), title: contract.type, description: sentence };
  return JSON.parse(JSON.stringify({ ...named, ...rest }));
};

const withoutDetails = (schema: z.core.JSONSchema.BaseSchema): void => {
  // The format says it; the expression beside it belongs to the library and changes with it.
  if (schema.format) delete schema.pattern;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
};
