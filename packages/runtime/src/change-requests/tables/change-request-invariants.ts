import { sql } from 'kysely';
import type { Invariant } from '../../checks/invariants.ts';
import { eventsSaying, isHashed, isKnown } from './change-request-guards.ts';

/** What a service promises of what people decide there; `people` is the table in which it keeps them, and `service` proposes too. */
export const changeRequestInvariants = (people: string, service?: string): readonly Invariant[] => [
  {
    id: 'I26-content',
    sentence: 'every change request has the hash of what it proposes',
    violations: sql`
      select change_request_id::text as what from change_request request
       where not (${sql.raw(isHashed('request'))})`,
  },
  {
    id: 'I26-published',
    sentence: 'every change request is published as it stands, with who proposed and who decided it',
    violations: sql`
      select change_request_id::text as what from change_request request
       where not exists (${sql.raw(eventsSaying('request'))})`,
  },
  {
    id: 'I26-people',
    sentence: 'every change request was proposed and decided by people who are known',
    violations: sql`
      select change_request_id::text as what from change_request request
       where not ${sql.raw(isKnown(people, 'request.proposed_by'))} and proposed_by is distinct from ${service ?? null}
          or state not in ('PROPOSED', 'EXPIRED') and not ${sql.raw(isKnown(people, 'request.decided_by'))}`,
  },
];
