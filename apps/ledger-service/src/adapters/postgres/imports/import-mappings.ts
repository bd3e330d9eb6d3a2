import { createHash } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';
import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Mapping, SavedMapping } from '../../../domain/import/mapping/mapping.ts';
import type { ImportMappings } from '../../../ports/imports/import-mappings.ts';
import { codeMeant } from '../../../rows/code-meant.ts';

export const postgresImportMappings = (database: Database, now: () => Date): ImportMappings => {
  const find = async (source: string, name: string) => {
    const [last] = await database.query<SavedMapping>(sql`
      select version, content_hash as "contentHash", content from import_mapping
       where source = ${codeMeant('source', source)} and name = ${name} order by version desc limit 1`);
    return last;
  };
  return {
    find,
    save: (source, name, content, savedBy) =>
      database.transaction(async () => {
        await database.query(transactionLock('importingFromSource', source));
        const last = await find(source, name);
        const contentHash = hashOf(content);
        if (last?.contentHash === contentHash) return last;
        const version = (last?.version ?? 0) + 1;
        await database.query(sql`
          insert into import_mapping (source, name, version, content, content_hash, saved_by, saved_at)
          values (${source}, ${name}, ${version}, ${JSON.stringify(content)}::jsonb, ${contentHash}, ${savedBy},
                  ${now().toISOString()})`);
        return { version };
      }),
  };
};

const hashOf = (content: Mapping): string =>
  createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(content)) as CanonicalValue))
    .digest('hex');
