import { accepted, refused } from '@recoup/domain/result';
import type { ChangeKindOf } from '@recoup/runtime/change-requests/change-kind';
import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import { changeProblem } from '@recoup/runtime/change-requests/http/change-request-problem';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import { peopleKind } from '../../../domain/people/people-import.ts';
import type { Listing } from '../../../domain/people/people-listing.ts';
import type { ProposePeople } from '../../../ports/people/people-store.ts';

/** Proposes people in the name of the service, as long as it has not asked for the same already. */
export const proposePeople =
  (
    database: Database,
    changes: Pick<ChangeRequests, 'propose'>,
    kind: ChangeKindOf<readonly Listing[]>,
    service: string,
  ): ProposePeople =>
  async (listings) => {
    const [open] = await database.query<{ id: string }>(sql`
      select change_request_id as id from change_request
       where kind = ${peopleKind} and state = 'PROPOSED' and proposed_by = ${`service:${service}`}
         and payload = ${JSON.stringify(listings)}::jsonb limit 1`);
    if (open) return accepted({ changeRequestId: open.id });
    const outcome = await changes.propose({ kind, payload: listings, reason: null, personId: null });
    return 'refusal' in outcome
      ? refused(changeProblem(outcome.refusal).problem.detail)
      : accepted({ changeRequestId: outcome.request.changeRequestId });
  };
