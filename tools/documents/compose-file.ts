import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

const Build = z.object({
  context: z.literal('..'),
  dockerfile: z.string(),
  args: z.object({ NODE_IMAGE: z.string(), SERVICE: z.string() }),
});
const Container = z.object({
  image: z.string(),
  build: Build.optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.unknown().optional(),
});
const ComposeFile = z.object({
  services: z.record(z.string(), Container),
  volumes: z.record(z.string(), z.object({})),
});
export type Container = z.infer<typeof Container>;

/** Where a text of the compose file names a variable: `${NAME}`, `${NAME:-default}` or `${NAME:?why it is needed}`. */
const variable = /\$\{(?<name>\w+)(?:(?<how>:[-?])(?<rest>[^}]*))?\}/g;

export const variablesOf = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(variable)].map((found) => found.groups?.name ?? ''));

/** The text as compose reads it when only what has no default was given. */
const filledIn = (text: string): string =>
  text.replaceAll(variable, (_whole, _name, how, rest) => (how === ':-' ? rest : 'given-in-the-environment'));

export const composeText = readFileSync('deploy/compose.yaml', 'utf8');

/** The compose file with its variables filled in. */
export const composeFile = () => ComposeFile.parse(parse(filledIn(composeText), { merge: true }));

/** What a container's program finds in its environment; names without a value are absent. */
export const environmentOf = ({ environment }: Container): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );
