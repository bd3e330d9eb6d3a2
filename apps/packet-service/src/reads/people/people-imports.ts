import type { ListedChangeRequest } from '@recoup/runtime/change-requests/change-request-rows';
import {
  findChangeRequest,
  listChangeRequests,
  type RefusedAttempt,
} from '@recoup/runtime/change-requests/change-request-views';
import { changeRequestStates } from '@recoup/runtime/change-requests/decision';
import type { Queries } from '@recoup/runtime/database/queries';
import type { Scope } from '@recoup/runtime/http/covered-rows';
import { oneOf } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, byNullable } from '@recoup/runtime/http/lists/sort';
import { instant } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { peopleKind, type Standing } from '../../domain/people/people-import.ts';
import type { Listing } from '../../domain/people/people-listing.ts';
import { personResource } from '../wire.ts';
import { listedOnWire, listedPersonResource } from './person-resource.ts';

export const peopleImportSummary = z.object({
  peopleImportId: z.uuid().describe('id of the change request by which the list is decided'),
  state: z.enum(changeRequestStates),
  counts: z.object({
    new: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    signInsMoved: z.int().describe('accounts that pass from one person to another'),
  }),
  proposedBy: z.object({ personId: z.string(), name: z.string() }),
  proposedAt: instant,
  decidedBy: z.object({ personId: z.string(), name: z.string() }).nullable(),
  decidedAt: instant.nullable(),
  reason: z.string().nullable().describe('why the list was rejected or withdrawn'),
});

export const peopleImportResource = peopleImportSummary.extend({
  beneficiaries: z
    .array(z.uuid())
    .describe('ids of people whom the list gives or takes something; they never decide it'),
  changes: z.array(
    z.object({
      line: z.int(),
      effect: z.enum(['NEW', 'CHANGED', 'UNCHANGED']),
      signInsMoved: z
        .array(z.object({ issuer: z.string(), subject: z.string(), from: personResource }))
        .describe(
          'accounts that are taken from others and given to this person; their signatures stay as they are',
        ),
      personId: z.uuid().nullable().describe('null for a person who is new'),
      before: listedPersonResource.nullable(),
      after: listedPersonResource,
    }),
  ),
  refusedAttempts: z
    .array(z.object({ action: z.string(), reason: z.string(), by: personResource, at: instant }))
    .describe('decisions on the list that were refused, newest first'),
});

type Counts = z.infer<typeof peopleImportSummary>['counts'];

const summaryOf = (request: ListedChangeRequest, counts: Counts): z.infer<typeof peopleImportSummary> => ({
  peopleImportId: request.changeRequestId,
  state: request.state,
  counts,
  proposedBy: request.proposedBy,
  proposedAt: request.proposedAt.toISOString(),
  decidedBy: request.decidedBy,
  decidedAt: request.decidedAt?.toISOString() ?? null,
  reason: request.decisionReason,
});

const seenBy = (grants: readonly Scope[]) => [{ kind: peopleKind, grants }];

export const peopleImportList = listOf({
  name: 'people-imports',
  id: 'change_request_id',
  filters: { state: oneOf(changeRequestStates, 'state') },
  sorts: { peopleImportId: by('change_request_id'), decidedAt: byNullable('decided_at') },
  defaultSort: '-peopleImportId',
});

/** A page of the lists of people that these grants cover. */
export const peopleImports = async (
  database: Queries,
  grants: readonly Scope[],
  asked: PageAsked,
): Promise<Page<z.infer<typeof peopleImportSummary>>> => {
  const { items, page } = await listChangeRequests(database, seenBy(grants), asked);
  const ids = items.map(({ changeRequestId }) => changeRequestId);
  const counted = await database.query<Counts & { readonly id: string }>(sql`
    select change_request_id as id, ${count('NEW')} as new, ${count('CHANGED')} as changed,
           ${count('UNCHANGED')} as unchanged,
           jsonb_array_length(jsonb_path_query_array(before, '$[*].takes[*]')) as "signInsMoved"
      from change_request where change_request_id = any (${ids}::uuid[])`);
  const countsOf = new Map(counted.map(({ id, ...counts }) => [id, counts]));
  const shown = items.map((request) => summaryOf(request, countsOf.get(request.changeRequestId) ?? nothing));
  return { items: shown, page };
};

const nothing: Counts = { new: 0, changed: 0, unchanged: 0, signInsMoved: 0 };

const count = (effect: Standing['effect']) =>
  sql.raw(`jsonb_array_length(jsonb_path_query_array(before, '$[*] ? (@.effect == "${effect}")'))`);

/** A list of people as it is proposed: what it changes, before and after. */
export const proposedPeople = (
  request: ListedChangeRequest & { readonly payload: unknown; readonly before: unknown },
  refusedAttempts: readonly RefusedAttempt[] = [],
) => {
  // Kept so by the kind of its name alone.
  const [listings, standing] = [request.payload as readonly Listing[], request.before as readonly Standing[]];
  const having = (effect: Standing['effect']) => standing.filter((one) => one.effect === effect).length;
  return {
    ...summaryOf(request, {
      new: having('NEW'),
      changed: having('CHANGED'),
      unchanged: having('UNCHANGED'),
      signInsMoved: standing.flatMap(({ takes }) => takes).length,
    }),
    beneficiaries: request.beneficiaries,
    changes: listings.map(({ line, person }, index) => {
      const { effect = 'NEW', known = null, person: before = null, takes = [] } = standing[index] ?? {};
      return {
        ...{ line, effect, personId: known?.id ?? null },
        signInsMoved: takes.map(({ account, from: { id: personId, name } }) => ({
          ...{ issuer: account.issuer, subject: account.subject },
          from: { personId, name },
        })),
        before: before && listedOnWire(before),
        after: listedOnWire(person),
      };
    }),
    refusedAttempts,
  };
};

/** One list of people, and who tried to decide it in vain. */
export const findPeopleImport = async (database: Queries, grants: readonly Scope[], id: string) => {
  const request = await findChangeRequest(database, seenBy(grants), id);
  return request && proposedPeople(request, request.refusedAttempts);
};
