import { sides } from '@recoup/domain/sides';
import type { Queries } from '@recoup/runtime/database/queries';
import { coversEverything } from '@recoup/runtime/http/covered-rows';
import { exactCode } from '@recoup/runtime/http/input/typed-text';
import { exact, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { postedRoles } from '../../domain/books/account-role.ts';
import { type GlMapping, postingStrategies } from '../../domain/general-ledger/gl-mapping.ts';
import { decider, deciderIn } from './decider.ts';

const ids = z.record(exactCode(200), exactCode(200));
const role = z.enum(postedRoles);

/** The content of a mapping as people write it. */
export const glMapping: z.ZodType<GlMapping> = z.strictObject({
  subsidiaries: ids,
  currencies: ids,
  accounts: z.partialRecord(role, exactCode(200)),
  accountExceptions: z
    .array(
      z.strictObject({
        role,
        side: z.enum(sides).optional(),
        department: exactCode(200).optional(),
        id: exactCode(200),
      }),
    )
    .default([]),
  customers: ids,
  vendors: ids.optional(),
  departments: ids.default({}),
  departmentRequired: z.boolean().default(false),
  strategy: z.enum(postingStrategies).default('JOURNAL'),
  items: z.partialRecord(role, exactCode(200)).default({}),
});

export const glMappingVersion = z.object({
  version: z.int(),
  contentHash: z.string().describe('SHA-256 of the content as canonical JSON'),
  proposedBy: decider,
  approvedBy: decider,
  approvedAt: instant,
  changeRequestId: z.uuid().nullable().describe('null for the one an installation began with'),
});
export const wholeGlMapping = glMappingVersion.extend({ content: glMapping });

type VersionRow = z.infer<typeof glMappingVersion>;

export const glMappingList = listOf({
  name: 'gl-mappings',
  id: 'gl_mapping_version.version',
  filters: {
    contentHash: exact(z.string().regex(/^[0-9a-f]{64}$/), 'gl_mapping_version.content_hash'),
    approvedAt: range('instant', 'gl_mapping_version.created_at'),
  },
  sorts: { version: by('gl_mapping_version.version') },
  defaultSort: '-version',
});

const columns = sql`
  version, content_hash as "contentHash", ${deciderIn('proposed_by')} as "proposedBy",
  ${deciderIn('approved_by')} as "approvedBy", created_at as "approvedAt", change_request_id as "changeRequestId"`;

/** A page of the versions of the mapping, without their contents. */
export const glMappingVersions = async (database: Queries, asked: PageAsked) => {
  const rows = await database.query<VersionRow & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${asked.key} from gl_mapping_version where ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => ({ ...row, approvedAt: instantText(row.approvedAt) }));
};

/** A version with its content, which names debtors and clients of every entity: it is there for whoever works for all of them. */
export const findGlMapping = async (
  database: Queries,
  actor: Actor,
  version: number,
): Promise<z.infer<typeof wholeGlMapping> | undefined> => {
  if (!actor.grants.some(coversEverything)) return undefined;
  const [row] = await database.query<z.infer<typeof wholeGlMapping>>(sql`
    select ${columns}, content from gl_mapping_version where version = ${version}`);
  return row && { ...row, approvedAt: instantText(row.approvedAt) };
};
