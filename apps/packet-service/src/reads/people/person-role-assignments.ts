import type { Queries } from '@recoup/runtime/database/queries';
import { coveredBy, type Scope } from '@recoup/runtime/http/covered-rows';
import { exact, flag, matching, oneOf } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { day, instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { conflicting } from '../../domain/people/conflicting-roles.ts';
import { type Role, roles } from '../../domain/people/person.ts';
import { personRef } from '../wire.ts';
import { roleExceptionResource } from './person-resource.ts';

const act = z.object({
  changeRequestId: z.uuid().nullable().describe('null for the seed that began the installation'),
  proposedBy: z.object({ personId: z.string(), name: z.string() }).nullable(),
  approvedBy: z.object({ personId: z.string(), name: z.string() }).nullable(),
  at: instant,
  on: day.describe('business date'),
});

export const roleAssignment = z.object({
  roleAssignmentId: z.uuid(),
  person: z.object({ personId: z.uuid(), name: z.string(), email: z.string(), active: z.boolean() }),
  role: z.enum(roles),
  entity: z.string().nullable(),
  department: z.string().nullable(),
  clientId: z.uuid().nullable(),
  validFrom: day,
  validUntil: day.nullable(),
  exception: roleExceptionResource.nullable(),
  granted: act,
  ended: act.nullable().describe('null while it stands'),
  conflictsWith: z
    .array(z.enum(roles))
    .describe('roles that the same person holds in the same days and that should not go together with it'),
});
export type RoleAssignmentItem = z.infer<typeof roleAssignment>;

/** Held on a day: granted by then, within its days, and not ended before. */
const heldOn = (days: readonly string[]) =>
  sql`(${sql.join(
    days.map(
      (on) => sql`(held.valid_from <= ${on}::date and coalesce(held.valid_until, 'infinity') >= ${on}::date
        and held.granted_on <= ${on}::date and coalesce(held.ended_on, 'infinity') >= ${on}::date)`,
    ),
    sql` or `,
  )})`;

export const roleAssignmentList = listOf({
  name: 'role-assignments',
  id: 'held.role_assignment_id',
  filters: {
    on: matching(
      z.iso.date().refine((text) => !text.startsWith('0000'), 'must be a date from the year 1 on'),
      'held on this business date; repeated: on any of them',
      heldOn,
    ),
    role: oneOf(roles, 'held.role'),
    personId: exact(z.uuid(), 'held.person_id'),
    standing: flag(sql`held.ended_dt is null`),
    exception: flag(sql`held.exception_until is not null`),
  },
  sorts: {
    roleAssignmentId: by('held.role_assignment_id'),
    grantedAt: by('held.granted_dt'),
    name: by('person.display_name'),
  },
  defaultSort: 'name',
});

type ActRow = { readonly at: string; readonly on: string; readonly id: string | null };
type Row = {
  readonly id: string;
  readonly person: RoleAssignmentItem['person'];
  readonly role: Role;
  readonly entity: string | null;
  readonly department: string | null;
  readonly client: string | null;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly reason: string | null;
  readonly until: string | null;
  readonly granted: ActRow & Deciders;
  readonly ended: (ActRow & Deciders) | null;
  readonly beside: readonly Role[];
  readonly listKey: ListKey;
};
type Deciders = {
  readonly proposed_by: string | null;
  readonly proposed_by_name: string | null;
  readonly approved_by: string | null;
  readonly approved_by_name: string | null;
};

const actOf = (at: string, on: string, request: string) =>
  sql.raw(`jsonb_build_object('at', held.${at}, 'on', held.${on}, 'id', ${request}.change_request_id,
    'proposed_by', ${request}.proposed_by, 'proposed_by_name', ${request}.proposed_by_name,
    'approved_by', ${request}.decided_by, 'approved_by_name', ${request}.decided_by_name)`);

/** A page of the role assignments that these grants cover, whether they stand or were ended. */
export const roleAssignments = async (database: Queries, grants: readonly Scope[], asked: PageAsked) => {
  const rows = await database.query<Row>(sql`
    select held.role_assignment_id as id, held.role, held.entity, held.department, held.client_id as client,
           held.valid_from, held.valid_until, held.exception_reason as reason, held.exception_until as until,
           jsonb_build_object('personId', person.person_id, 'name', person.display_name, 'email', person.email,
                              'active', person.active) as person,
           ${actOf('granted_dt', 'granted_on', 'granting')} as granted,
           case when held.ended_dt is not null then ${actOf('ended_dt', 'ended_on', 'ending')} end as ended,
           array(select distinct other.role from role_assignment other
                  where other.person_id = held.person_id and other.role_assignment_id <> held.role_assignment_id
                    and other.valid_from <= coalesce(held.valid_until, 'infinity')
                    and held.valid_from <= coalesce(other.valid_until, 'infinity')
                    and other.granted_on <= coalesce(held.ended_on, 'infinity')
                    and held.granted_on <= coalesce(other.ended_on, 'infinity') order by 1) as beside,
           ${asked.key}
      from role_assignment held join person using (person_id)
      left join change_request granting on granting.change_request_id = held.granted_by_request_id
      left join change_request ending on ending.change_request_id = held.ended_by_request_id
     where ${coveredBy(grants, 'held')} and ${asked.where} ${asked.order}`);
  return asked.page(rows, toItem);
};

const toItem = (row: Omit<Row, 'listKey'>): RoleAssignmentItem => ({
  roleAssignmentId: row.id,
  person: row.person,
  role: row.role,
  entity: row.entity,
  department: row.department,
  clientId: row.client,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  exception: row.reason === null || row.until === null ? null : { reason: row.reason, until: row.until },
  granted: toAct(row.granted),
  ended: row.ended && toAct(row.ended),
  conflictsWith: row.beside.filter((other) => conflicting(row.role, other)),
});

const toAct = (row: ActRow & Deciders): RoleAssignmentItem['granted'] => ({
  changeRequestId: row.id,
  proposedBy: personRef(row.proposed_by, row.proposed_by_name),
  approvedBy: personRef(row.approved_by, row.approved_by_name),
  at: instantText(row.at),
  on: row.on,
});
