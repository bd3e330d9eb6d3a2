import type { Queries } from '@recoup/runtime/database/queries';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import type { EntityTerms } from '../../../domain/books/entity-terms.ts';
import type { RecoveryKind } from '../../../domain/packet/recovery-kind.ts';

/** What causes a posting: the act's kind, id and round, of which there is one event of each type. */
export type PostingCause = {
  readonly transactionType: 'OPENING' | 'SOURCE_STATED' | 'WRITE_OFF' | RecoveryKind;
  readonly sourceKind: 'PACKET' | 'IMPORT';
  readonly sourceId: string;
  readonly sourceRound: number;
  /** Tells several events of one cause and type apart; empty where there is one. */
  readonly step?: 'UNDO' | 'DECIDED';
  readonly approvalHash: string | null;
  readonly reversesEventId: string | null;
  /** The log entry that tells of it, written in the same transaction. */
  readonly logEventId: string;
  readonly at: string;
};

/** In which period of an entity it counts; a posting without a journal needs no policy. */
export type PostedEntity = Pick<EntityTerms, 'entity' | 'eventDate' | 'accountingDate'> & {
  readonly policy: Pick<EntityTerms['policy'], 'version'> | null;
};

/** Writes a posting event with its entities; what it posts follows in the same transaction. Answers its id. */
export const postEvent = async (
  database: Queries,
  cause: PostingCause,
  entities: readonly PostedEntity[],
): Promise<string> => {
  const postingEventId = newId();
  await database.query(sql`
    insert into posting_event
      (posting_event_id, transaction_type, source_kind, source_id, source_round, step, recorded_at, actor, approval_hash,
       reverses_event_id, log_event_id)
    values (${postingEventId}, ${cause.transactionType}, ${cause.sourceKind}, ${cause.sourceId}, ${cause.sourceRound},
            ${cause.step ?? ''},
            ${cause.at}, ${currentCause().actor}, ${cause.approvalHash}, ${cause.reversesEventId}, ${cause.logEventId})`);
  const column = (read: (posted: PostedEntity) => string | null) => entities.map(read);
  await database.query(sql`
    insert into posting_entity (posting_event_id, entity, event_date, accounting_date, period, policy_version)
    select ${postingEventId}, entity, event_date, accounting_date, to_char(accounting_date, 'YYYY-MM'), policy_version
      from unnest(${column(({ entity }) => entity)}::text[], ${column(({ eventDate }) => eventDate)}::date[],
                  ${column(({ accountingDate }) => accountingDate)}::date[],
                  ${column(({ policy }) => policy?.version ?? null)}::text[])
           as posted (entity, event_date, accounting_date, policy_version)
     order by entity`);
  return postingEventId;
};
