import { changeRequestInvariants } from '@recoup/runtime/change-requests/tables/change-request-invariants';
import type { ControlTotal, Invariant } from '@recoup/runtime/checks/invariants';
import { sql } from 'kysely';
import {
  beyondDraft,
  hashedOtherwise,
  otherSums,
  routedOtherwise,
  unprovenLines,
} from './submission-checks.ts';

/** What must hold about packets and their approval, by the numbers of the invariants in docs/rules.md. */
export const packetInvariants: readonly Invariant[] = [
  {
    id: 'I7',
    sentence:
      'nobody decided a packet after they had created, edited, documented or submitted it, and nobody signed two levels of one round; people who were declared one human are one',
    violations: sql`
      select decision.write_off_packet_id || ' ' || decision.person_id as what
        from packet_decision decision
        join packet_contributor contributor on contributor.write_off_packet_id = decision.write_off_packet_id
         and human_of(contributor.person_id) = human_of(decision.person_id)
        join write_off_packet packet on packet.write_off_packet_id = decision.write_off_packet_id
       where contributor.packet_version <= decision.packet_version
          or (decision.decision = 'APPROVE' and decision.round = packet.round and ${beyondDraft})
      union all
      select write_off_packet_id || ' ' || human_of(person_id) from packet_decision where decision = 'APPROVE'
       group by write_off_packet_id, round, human_of(person_id) having count(*) > 1`,
  },
  {
    id: 'I8',
    sentence:
      'the route of a packet is what its total, the rate, the other submissions of its client and the policies of the day ask for, and it has the signatures of its route in that order',
    violations: sql`
      select packet.write_off_packet_id::text as what
        from write_off_packet packet
        left join lateral (
          select array_agg(approver_role order by packet_version) as signed from packet_decision decision
           where decision.write_off_packet_id = packet.write_off_packet_id and decision.round = packet.round
             and decision.decision = 'APPROVE') given on true
       where packet_status_cd in ('APPROVED', 'COMPLETE', 'RECOVERED') and route is distinct from given.signed
      union all ${routedOtherwise}`,
  },
  {
    id: 'I9',
    sentence: 'every version of a packet has one entry in its history, and the last gives its status',
    violations: sql`
      select packet.write_off_packet_id::text as what
        from write_off_packet packet
        left join lateral (
          select count(*) as count, max(packet_version) as newest,
                 (array_agg(to_status_cd order by packet_version desc))[1] as status
            from packet_status_history history
           where history.write_off_packet_id = packet.write_off_packet_id) entry on true
       where entry.count <> packet.version or entry.newest <> packet.version
          or (deleted_dt is null and entry.status is distinct from packet_status_cd)`,
  },
  {
    id: 'I10',
    sentence: 'a receivable is in at most one packet that holds it, and a packet that ended holds none',
    violations: sql`
      select billing_item_detail_id::text as what from packet_receivable where live
       group by billing_item_detail_id having count(*) > 1
      union all
      select write_off_packet_id::text from packet_receivable join write_off_packet using (write_off_packet_id)
       where live and (packet_status_cd in ('CANCELLED', 'RECOVERED') or deleted_dt is not null)`,
  },
  {
    id: 'I11',
    sentence:
      'a submission has one criterion on each receivable, a document that proves it, and amounts that sum to its totals, as do those that the ledger executed',
    violations: sql`${unprovenLines} union all ${otherSums}`,
  },
  {
    id: 'I12',
    sentence:
      'the hashes of every submission are those of its lines and documents, and what is decided and executed is what was submitted',
    violations: hashedOtherwise,
  },
  ...changeRequestInvariants('person', 'service:packet-service'),
];

/** What the ledger must have counted too. */
export const packetControlTotals: readonly ControlTotal[] = [
  {
    name: 'executed',
    count: sql`select from write_off_packet where packet_status_cd in ('COMPLETE', 'RECOVERED')`,
  },
  { name: 'refused', count: sql`select from packet_status_history where action_cd = 'EXECUTION_REFUSED'` },
  { name: 'recovered', count: sql`select from write_off_packet where packet_status_cd = 'RECOVERED'` },
  {
    name: 'underWay',
    count: sql`
      select from write_off_packet
       where packet_status_cd = 'APPROVED' or (packet_status_cd = 'COMPLETE' and recovery_requested_dt is not null)`,
  },
  { name: 'openReceivables', count: sql`select from receivable where open_item_ind` },
];
