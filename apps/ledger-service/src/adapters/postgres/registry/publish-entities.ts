import { EntityChangedV1 } from '@recoup/contracts/entity-changed.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { LegalEntity } from '../../../domain/registry/legal-entity.ts';
import type { GlBodies } from '../../../ports/general-ledger-bodies.ts';

/** Publishes the entities that stand otherwise than was published last; of two who do so at once, one does. */
export const publishEntities = async (
  database: Queries,
  outbox: Outbox,
  bodies: Pick<GlBodies, 'mappedNow'>,
): Promise<void> => {
  const entities = await database.query<LegalEntity & { readonly entityId: string }>(sql`
    select entity_id as "entityId", code, name, functional_currency as "functionalCurrency", time_zone as "timeZone",
           calendar
      from legal_entity order by code`);
  const { mappedFor } = await bodies.mappedNow();
  for (const entity of entities) {
    const mapping = mappedFor(entity.code);
    const content = {
      ...entity,
      glMapping: mapping && {
        version: mapping.version,
        accountRoles: [...mapping.accountRoles],
        currencies: [...mapping.currencies],
        clearsInvoices: mapping.clearsInvoices,
        listedNames: [...mapping.listedNames],
      },
    };
    const changed = await database.query(sql`
      insert into published_entity as published (entity, content, published_at)
      values (${entity.code}, ${JSON.stringify(content)}::jsonb, now())
      on conflict (entity) do update set content = excluded.content, published_at = excluded.published_at
       where published.content <> excluded.content
      returning 1`);
    if (changed.length > 0) await outbox.append([newEvent(EntityChangedV1, entity.entityId, content)]);
  }
};
