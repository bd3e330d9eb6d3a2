import type { Database } from '../database/database.ts';
import type { Actor, Directory } from '../http/people-directory.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { coversScope } from './change-authority.ts';
import type { ChangeKind, Weighed } from './change-kind.ts';
import type { ChangeRefusal } from './change-refusal.ts';
import { endedEvent } from './change-request-events.ts';
import { type ChangeRequest, type Ending, endRequest } from './change-request-rows.ts';
import type { Decider, Moment, PersonRef } from './decision.ts';

export type ChangeRequestParts = {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly directory: Directory;
  readonly kinds: readonly ChangeKind[];
  readonly now: () => Date;
  readonly today: () => string;
  /** Who ends what nobody decides. */
  readonly service: string;
  /** How long somebody who runs the installation alone waits before they approve their own; none where two are needed. */
  readonly coolingHours: number | undefined;
};

export type Outcome = { readonly request: ChangeRequest } | { readonly refusal: ChangeRefusal };

export type Deciding = {
  readonly changeRequestId: string;
  readonly personId: string;
  readonly why?: string | null;
};

export const momentOf = ({ now, today }: ChangeRequestParts): Moment => ({ at: now(), today: today() });

export const kindOf = ({ kinds }: ChangeRequestParts, name: string): ChangeKind => {
  const kind = kinds.find((one) => one.kind === name);
  if (!kind) throw new Error(`this service has no change request of kind ${name}`);
  return kind;
};

/** Somebody with the roles they hold until the transaction ends; whoever has left holds none. */
export const livePerson = async (
  { directory }: ChangeRequestParts,
  personId: string,
  { today }: Moment,
): Promise<Actor> =>
  (await directory.live(personId, today)) ?? { personId, displayName: personId, grants: [] };

export const deciderOf = (
  { personId, grants }: Actor,
  { roles }: ChangeKind,
  scope: Weighed['scope'],
): Decider => ({ personId, entitled: coversScope(grants, roles, scope) });

/** Ends a request and publishes that, in the transaction under way. */
export const end = async (
  { database, outbox }: ChangeRequestParts,
  request: ChangeRequest,
  ending: Ending,
): Promise<Outcome> => {
  await endRequest(database, request.changeRequestId, ending);
  await outbox.append([endedEvent(request, ending)]);
  const { state, by, at, why } = ending;
  return { request: { ...request, state, decidedBy: by, decidedAt: at, decisionReason: why } };
};

export const refOf = ({ personId, displayName }: Actor): PersonRef => ({ personId, name: displayName });

/** What somebody wrote, or null when nothing is left of it. */
export const textOf = (given: string | null | undefined): string | null => given?.trim() || null;
