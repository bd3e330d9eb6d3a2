import { coveredBy, coversEverything } from '@recoup/runtime/http/covered-rows';
import type { Actor, RoleGrant } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';

type Condition = RawBuilder<unknown>;

const anyOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;

export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;

/** Receivables `r` that some role of the person covers. */
export const visibleReceivables = ({ grants }: Actor): Condition => coveredBy(grants, 'r');

/** Packets `p` of which these grants together cover all of the scope. */
export const coveredPackets = (grants: readonly RoleGrant[]): Condition =>
  grants.some(coversEverything)
    ? sql`true`
    : sql`not exists (select from packet_scope key
              where key.write_off_packet_id = p.write_off_packet_id and key.packet_version = p.scope_version
                and not ${anyOf(
                  grants.map(({ entity, department, clientId }) =>
                    allOf([
                      ...(entity === null ? [] : [sql`(key.entity is null or key.entity = ${entity})`]),
                      ...(department === null
                        ? []
                        : [sql`(key.department is null or key.department = ${department})`]),
                      ...(clientId === null ? [] : [sql`p.client_id = ${clientId}`]),
                    ]),
                  ),
                )})`;

/** Packets `p` that wait for a signature this person may give: they hold the due role for all of its scope and did not contribute. */
export const awaitingPerson = ({ personId, grants }: Actor): Condition => {
  const roles = [...new Set(grants.map(({ role }) => role))];
  return sql`${anyOf(
    roles.map(
      (role) =>
        sql`(p.current_approver_role = ${role} and ${coveredPackets(grants.filter((grant) => grant.role === role))})`,
    ),
  )}
    and not exists (select from packet_contributor theirs
                     where theirs.write_off_packet_id = p.write_off_packet_id and human_of(theirs.person_id) = human_of(${personId}))
    and not exists (select from packet_decision signed
                     where signed.write_off_packet_id = p.write_off_packet_id and signed.round = p.round
                       and human_of(signed.person_id) = human_of(${personId}) and signed.decision = 'APPROVE')`;
};
