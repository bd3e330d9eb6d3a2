import { schemaOf } from '@recoup/contracts/envelope';
import { topics } from '@recoup/contracts/topics';

const object = (members: Readonly<Record<string, string>>): string =>
  `jsonb_build_object(${Object.entries(members)
    .map(([name, value]) => `'${name}', ${value}`)
    .join(', ')})`;

/**
 * A statement that keeps the event which the database asks for beside a row of `change_request`, for tests that write such rows
 * themselves; `said` is SQL by the member of its data that says something else, `envelope` the same of the message around it.
 */
export const eventOfRequest = (
  schema: string,
  changeRequestId: string,
  action: 'proposed' | 'approved',
  said: Readonly<Record<string, string>> = {},
  envelope: Readonly<Record<string, string>> = {},
): string => {
  const type = `recoup.change-request.${action}.v1`;
  const sequence = action === 'proposed' ? 1 : 2;
  const data = object({
    changeRequestId: 'change_request_id',
    ...{
      kind: 'kind',
      subject: 'subject',
      contentHash: 'content_hash',
      reason: 'reason',
      validFrom: 'valid_from',
    },
    proposedBy: `jsonb_build_object('personId', proposed_by, 'name', proposed_by_name)`,
    proposedAt: 'proposed_at',
    ...(action === 'proposed'
      ? { expiresAt: 'expires_at' }
      : {
          decidedBy: `jsonb_build_object('personId', decided_by, 'name', decided_by_name)`,
          ...{ decidedAt: 'decided_at', alone: 'proposed_by = decided_by' },
        }),
    ...said,
  });
  const message = object({
    ...{ specversion: `'1.0'`, id: 'event_id', source: `'/recoup/${schema}-service'`, type: `'${type}'` },
    ...{ subject: 'change_request_id', time: 'now()', dataschema: `'${schemaOf(type)}'` },
    ...{ datacontenttype: `'application/json'`, partitionkey: 'change_request_id', sequence: `${sequence}` },
    ...{ correlationid: `'test'`, actor: `'test'`, data, ...envelope },
  });
  return `insert into ${schema}.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
    select event_id, '${topics.changeRequests}', change_request_id, ${sequence}, '${type}', 'test', now(),
           convert_to(${message}::text, 'UTF8')
      from ${schema}.change_request cross join (select gen_random_uuid() as event_id) made
     where change_request_id = '${changeRequestId}'`;
};
