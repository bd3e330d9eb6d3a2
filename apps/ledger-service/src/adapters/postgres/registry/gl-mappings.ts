import { createHash } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { GlMapping } from '../../../domain/general-ledger/gl-mapping.ts';
import type { GlMappings, GlMappingVersion } from '../../../ports/gl-mappings.ts';

export const postgresGlMappings = (database: Queries): GlMappings => {
  let read:
    | { readonly contentHash: string; readonly version: number; readonly content: GlMapping }
    | undefined;
  return {
    current: async (): Promise<GlMappingVersion | undefined> => {
      const [last] = await database.query<{ version: number; contentHash: string }>(sql`
        select version, content_hash as "contentHash" from gl_mapping_version order by version desc limit 1`);
      if (!last) return undefined;
      // By its hash too, since a version may have been read in a transaction that was rolled back.
      if (read?.version !== last.version || read.contentHash !== last.contentHash) {
        const [found] = await database.query<{ content: GlMapping }>(sql`
          select content from gl_mapping_version where version = ${last.version}`);
        if (!found) throw new Error(`version ${last.version} of the mapping is gone`);
        read = { ...last, ...found };
      }
      return { version: read.version, content: read.content };
    },
    add: async (content, { proposedBy, approvedBy, changeRequestId }) => {
      await database.query(sql`
        insert into gl_mapping_version
          (version, content, content_hash, proposed_by, approved_by, created_at, change_request_id)
        select coalesce(max(version), 0) + 1, ${JSON.stringify(content)}::jsonb, ${hashOf(content)}, ${proposedBy},
               ${approvedBy}, now(), ${changeRequestId}
          from gl_mapping_version`);
    },
  };
};

const hashOf = (content: GlMapping): string =>
  createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(content)) as CanonicalValue))
    .digest('hex');
