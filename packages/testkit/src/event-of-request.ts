import { topics } from '@recoup/contracts/topics';

/**
 * A statement that keeps the event which the database asks for beside a row of `change_request`, for tests that write such rows
 * themselves; `said` is SQL by the member of the event that says something else.
 */
export const eventOfRequest = (
  schema: string,
  changeRequestId: string,
  action: 'proposed' | 'approved',
  said: Readonly<Record<string, string>> = {},
): string => {
  const members = {
    contentHash: 'content_hash',
    proposedBy: `jsonb_build_object('personId', proposed_by)`,
    proposedAt: 'proposed_at',
    decidedBy: `jsonb_build_object('personId', decided_by)`,
    decidedAt: 'decided_at',
    ...said,
  };
  const data = Object.entries(members).map(([name, value]) => `'${name}', ${value}`);
  return `insert into ${schema}.outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
    select gen_random_uuid(), '${topics.changeRequests}', change_request_id, ${action === 'proposed' ? 1 : 2},
           'recoup.change-request.${action}.v1', 'test', now(),
           convert_to(jsonb_build_object('data', jsonb_build_object(${data.join(', ')}))::text, 'UTF8')
      from ${schema}.change_request where change_request_id = '${changeRequestId}'`;
};
