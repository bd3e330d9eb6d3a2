import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Texts that are made from the code and committed, by path below the root. */
export type GeneratedFiles = ReadonlyMap<string, string>;

const root = join(import.meta.dirname, '..');

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Writes the files of a folder and removes what else is in it; answers the paths that changed. */
export const writeGenerated = (folder: string, files: GeneratedFiles): readonly string[] => {
  const changed = staleFiles(folder, files);
  for (const path of changed) {
    const text = files.get(path);
    if (text === undefined) rmSync(join(root, path));
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  return changed;
};

/** The committed files of a folder that differ from what would be written now. */
export const staleFiles = (folder: string, files: GeneratedFiles): readonly string[] => {
  const committed = globSync(`${folder}/*.{json,md,ts}`, { cwd: root }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  return [...new Set([...committed, ...files.keys()])].filter((path) => readText(path) !== files.get(path));
};

const readText = (path: string): string | undefined =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
