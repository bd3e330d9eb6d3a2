import * as z from 'zod';

// Beside the schema and not in it: zod leaves examples out of the document of a schema that transforms what it takes.
const examples = z.registry<{ readonly example: unknown }>();

/** A schema with an example, which the document of the API shows: it has the type of what goes in, and is read once here. */
export const withExample = <Schema extends z.ZodType>(schema: Schema, example: z.input<Schema>): Schema => {
  schema.parse(example);
  examples.add(schema, { example });
  return schema;
};

export const exampleOf = (schema: z.ZodType): unknown => examples.get(schema)?.example;
