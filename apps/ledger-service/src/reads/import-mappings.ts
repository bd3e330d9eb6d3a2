import type { Queries } from '@recoup/runtime/database/queries';
import { typedLine } from '@recoup/runtime/http/input/typed-text';
import { code } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import type { Mapping } from '../domain/import/mapping/mapping.ts';
import { layoutFields } from '../domain/import/table/layout.ts';
import { numberStyles } from '../domain/import/values/number-style.ts';
import { codeMeant } from '../rows/code-meant.ts';
import { sourceCode } from './registered-codes.ts';

const field = z.enum(layoutFields);
const heading = typedLine(200);
const words = z.array(typedLine(60)).max(50).default([]);

/** A mapping as people write it. */
export const importMapping: z.ZodType<Mapping> = z.strictObject({
  columns: z.partialRecord(field, heading).describe('the heading of the column that holds a field'),
  constants: z.partialRecord(field, heading).default({}).describe('what a field holds in every row'),
  values: z
    .partialRecord(field, z.record(heading, heading))
    .default({})
    .describe('what the values of a field mean, such as {"disputeOpen": {"strittig": "true"}}'),
  numbers: z.enum(numberStyles).default('plain'),
  dates: z
    .enum(['iso', 'day-first', 'month-first'])
    .nullable()
    .default(null)
    .describe('null where each file shows it'),
  revenueShare: z
    .string()
    .regex(/^(0|1)(\.\d{1,9})?$/, 'must be a decimal from 0 to 1, such as 0.1')
    .nullable()
    .default(null),
  report: z.boolean().default(false).describe('whether headings and totals stand between the items'),
  credits: words.describe('types of documents that are never owed'),
  passedBy: words.describe("states of documents that are nobody's debt"),
});

export const importMappingVersion = z.object({
  source: z.string(),
  name: z.string(),
  version: z.int(),
  contentHash: z.string().describe('SHA-256 of the content as canonical JSON'),
  savedBy: z.object({ personId: z.string(), name: z.string().nullable() }),
  savedAt: instant,
});
export const wholeImportMapping = importMappingVersion.extend({ content: importMapping });
type VersionRow = z.infer<typeof importMappingVersion>;

export const importMappingList = listOf({
  name: 'import-mappings',
  id: 'import_mapping.import_mapping_id',
  filters: {
    source: sourceCode('import_mapping.source'),
    name: code('import_mapping.name'),
  },
  sorts: { savedAt: by('import_mapping.saved_at') },
  defaultSort: '-savedAt',
});

const columns = sql`
  source, name, version, content_hash as "contentHash", saved_at as "savedAt",
  jsonb_build_object('personId', saved_by, 'name',
    (select display_name from directory_person where person_id::text = saved_by)) as "savedBy"`;

/** A page of the versions of all mappings, without their contents. */
export const importMappings = async (database: Queries, asked: PageAsked) => {
  const rows = await database.query<VersionRow & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${asked.key} from import_mapping where ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => ({ ...row, savedAt: instantText(row.savedAt) }));
};

/** A version of a mapping with its content; the last one where none is named. */
export const findImportMapping = async (
  database: Queries,
  source: string,
  name: string,
  version: number | undefined,
): Promise<z.infer<typeof wholeImportMapping> | undefined> => {
  const [row] = await database.query<z.infer<typeof wholeImportMapping>>(sql`
    select ${columns}, content from import_mapping
     where source = ${codeMeant('source', source)} and name = ${name} and (${version ?? null}::int is null or version = ${version ?? null})
     order by version desc limit 1`);
  return row && { ...row, savedAt: instantText(row.savedAt) };
};
