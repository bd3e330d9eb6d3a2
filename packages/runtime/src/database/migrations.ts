import { readdir } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';
import type { MigrationClass } from './database.ts';

/** The migrations of a folder in the order of their file names, `0001-create-people.ts`: the folder is the only list. */
export const migrationsIn = async (folder: URL): Promise<readonly MigrationClass[]> => {
  const files = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.ts$/.test(name)).sort();
  return Promise.all(files.map((name) => onlyMigration(new URL(name, folder))));
};

const onlyMigration = async ({ href }: URL): Promise<MigrationClass> => {
  const exported: Readonly<Record<string, unknown>> = await import(href);
  const [migration, another] = Object.values(exported).filter(isMigration);
  if (!migration || another) throw new Error(`${href} must export one migration and no second`);
  return migration;
};

const isMigration = (value: unknown): value is MigrationClass =>
  typeof value === 'function' && value.prototype instanceof Migration;
