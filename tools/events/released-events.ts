import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { incompatibilities } from './event-compatibility.ts';
import type { JsonSchema } from './event-schema.ts';

/** Where the schemas of the last release are kept, below the root. */
export const releasedFolder = 'packages/contracts/released';

const folder = join(import.meta.dirname, '../..', releasedFolder);

/** The schemas of the last release by event type. */
export const releasedSchemas = (): ReadonlyMap<string, JsonSchema> =>
  new Map(
    globSync('*.json', { cwd: folder }).map((file): [string, JsonSchema] => [
      file.slice(0, -'.json'.length),
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    ]),
  );

/** What today's schemas break of those that were released, one sentence for each fault. */
export const brokenPromises = (
  released: ReadonlyMap<string, JsonSchema>,
  today: ReadonlyMap<string, JsonSchema>,
): readonly string[] =>
  [...released].flatMap(([type, before]) => {
    const now = today.get(type);
    if (!now) return [`${type} was released and is gone`];
    return incompatibilities(before, now).map((finding) => `${type}: ${finding}`);
  });
