import { GlNameChangedV1 } from '@recoup/contracts/entity-changed.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';

/** Publishes which names a version of the mapping has that the one before had not, and the other way round: once for each version. */
export const publishNames = async (database: Queries, outbox: Outbox): Promise<void> => {
  const [version] = await database.query<{ version: number }>(sql`
    insert into published_gl_mapping (version)
    select version from gl_mapping_version order by version desc limit 1
    on conflict do nothing returning version`);
  if (!version) return;
  const changed = sql`changed_by = ${version.version}`;
  await database.query(sql`
    with named as (
      select kind, name
        from gl_mapping_version
       cross join lateral (values ('CUSTOMER', content -> 'customers'), ('VENDOR', content -> 'vendors'),
                                  ('DEPARTMENT', content -> 'departments')) list (kind, ids)
       cross join lateral jsonb_object_keys(coalesce(ids, '{}')) listed (name)
       where version = ${version.version} and name <> '*'),
    dropped as (
      update published_gl_name known set mapped = false, sequence = sequence + 1, ${changed}
       where mapped and not exists (select from named where (named.kind, named.name) = (known.kind, known.name)))
    insert into published_gl_name as published (gl_name_id, kind, name, mapped, sequence, changed_by)
    select gen_random_uuid(), kind, name, true, 1, ${version.version} from named
    on conflict (kind, name) do update set mapped = true, sequence = published.sequence + 1, ${changed}
     where not published.mapped`);
  await outbox.appendSelected({
    contracts: [GlNameChangedV1],
    from: sql`
      select gl_name_id as subject, sequence, ${GlNameChangedV1.type}::text as type,
             json_build_object('glNameId', gl_name_id, 'kind', kind, 'name', name, 'mapped', mapped) as data
        from published_gl_name where ${changed}`,
  });
};
