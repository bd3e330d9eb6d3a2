import type { Invariant } from '@recoup/runtime/checks/invariants';
import { sql } from 'kysely';

/** What must hold about mails, by the numbers of the invariants in docs/rules.md. */
export const notifierInvariants: readonly Invariant[] = [
  {
    id: 'I15-once',
    sentence: 'one mail for each event, recipient and template',
    violations: sql`
      select event_id || ' ' || recipient_id as what from delivery
       group by event_id, recipient_id, template having count(*) > 1`,
  },
  {
    id: 'I15-ends',
    sentence: 'a mail that was due an hour ago is sent, failed or unknown',
    violations: sql`
      select delivery_id::text as what from delivery
       where state in ('queued', 'sending') and created_at < now() - interval '1 hour' and attempts = 0`,
  },
];
