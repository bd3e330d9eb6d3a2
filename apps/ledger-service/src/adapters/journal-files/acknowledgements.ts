import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';

/** What the other end says of one document. */
const acknowledgement = z.object({
  externalId: z.string().regex(/^[A-Za-z0-9_-]+$/),
  result: z.enum(['POSTED', 'REFUSED']),
  documentNumber: z.string().default(''),
  period: z.string().default(''),
  reason: z.string().default(''),
});
export type Acknowledgement = z.infer<typeof acknowledgement>;

const parsed = (content: string): readonly Acknowledgement[] => {
  const rows: unknown = content.trimStart().startsWith('[')
    ? JSON.parse(content)
    : parse(content, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  return z.array(acknowledgement).parse(rows);
};

/** The name under which a document was handed over the last time: each release has one of its own. */
export const nameOf = (externalId: string, released: number): string =>
  released === 0 ? externalId : `${externalId}.${released + 1}`;

/** Told of a file that cannot be read. */
export type SetAside = (file: string, reason: string) => void;

/**
 * What the other end says of documents, in files that it puts into a folder: JSON, or CSV with the same names as columns. Each is read
 * once and moved to `done`; what it says of a document counts for the export that was the last by then. One that cannot be read is
 * moved to `aside`, and stops nothing.
 */
export const acknowledgements = (
  folder: string,
  wasExported: (name: string) => Promise<boolean>,
  setAside: SetAside,
) => {
  const [read, done, aside] = [join(folder, 'read'), join(folder, 'done'), join(folder, 'aside')];

  const keep = async (row: Acknowledgement): Promise<void> => {
    let released = 0;
    while (await wasExported(nameOf(row.externalId, released + 1))) released += 1;
    const kept = join(read, nameOf(row.externalId, released));
    await mkdir(kept, { recursive: true });
    const text = JSON.stringify(row);
    // The same words of another file, or of this one after a crash, are the same file.
    await writeFile(join(kept, `${hashOf(text)}.json`), text, { flush: true });
  };
  const take = async (file: string): Promise<void> => {
    const path = join(folder, file);
    const content = await readFile(path, 'utf8').catch(ifAbsent);
    if (content === undefined) return;
    const name = `${hashOf(content)}-${file}`;
    let rows: readonly Acknowledgement[];
    try {
      rows = parsed(content);
    } catch (error) {
      await rename(path, join(aside, name)).catch(ifAbsent);
      return setAside(join(aside, name), error instanceof Error ? error.message : 'it cannot be read');
    }
    for (const row of rows) await keep(row);
    await rename(path, join(done, name)).catch(ifAbsent);
  };

  return {
    /** What was said of one document since it was last released. */
    of: async (name: string): Promise<readonly Acknowledgement[]> => {
      for (const made of [read, done, aside]) await mkdir(made, { recursive: true });
      const waiting = await readdir(folder, { withFileTypes: true });
      for (const entry of waiting.filter((one) => one.isFile() && !one.name.startsWith('.')))
        await take(entry.name);
      const kept = (await readdir(join(read, name)).catch(ifAbsent)) ?? [];
      const texts = await Promise.all(kept.sort().map((file) => readFile(join(read, name, file), 'utf8')));
      return texts.map((text) => acknowledgement.parse(JSON.parse(text)));
    },
    setAside: async (): Promise<number> => ((await readdir(aside).catch(ifAbsent)) ?? []).length,
  };
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

export const ifAbsent = (error: unknown): undefined => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
};

export const isThere = async (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    (error: unknown) => ifAbsent(error) ?? false,
  );
