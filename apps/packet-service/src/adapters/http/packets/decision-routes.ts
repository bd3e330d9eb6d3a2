import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { type BodyOf, type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import type { Actor } from '@recoup/runtime/http/people-directory';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import type { OnPacket } from '../../../application/packet/command-context.ts';
import type { Outcome } from '../../../ports/packet/packet-store.ts';
import type { PeopleStore } from '../../../ports/people/people-store.ts';
import { findPacket, packetResource } from '../../../reads/packet-view.ts';
import { onPacket, packetParams } from './packet-input.ts';
import { previewOf, previewResource } from './packet-preview.ts';
import { problemOf } from './packet-problem.ts';

export type DecisionRoutes = {
  readonly database: Database;
  readonly people: PeopleStore;
  readonly today: () => CalendarDate;
  readonly commands: Commands;
};

type Step<Body extends z.ZodType> = {
  readonly name: string;
  readonly summary: string;
  readonly body: Body;
  readonly act: (on: OnPacket, body: BodyOf<Body>) => Promise<Outcome>;
};

const comment = z.string().max(20_000).optional();

/**
 * Each step of the workflow and, beside it, its dry run by the same code. Who may take it is the decision's to
 * say and not the route's, so that an attempt without the role is kept for the auditor like any other.
 */
export const decisionRoutes = (routes: DecisionRoutes): readonly Endpoint[] => [
  ...stepAndPreview(routes, {
    name: 'submission',
    summary: 'Submit a draft for approval, or resubmit a rejected packet',
    body: z.strictObject({}),
    act: (on) => routes.commands.submitPacket(on),
  }),
  ...stepAndPreview(routes, {
    name: 'decisions',
    summary: 'Approve or reject in the role that must sign next; a rejection needs a comment',
    body: z.strictObject({ decision: z.enum(['APPROVE', 'REJECT']), comment }),
    act: (on, body) =>
      routes.commands.decidePacket({ ...on, decision: body.decision, comment: body.comment ?? null }),
  }),
  ...stepAndPreview(routes, {
    name: 'cancellation',
    summary: 'Cancel a draft or a rejected packet',
    body: z.strictObject({ comment }),
    act: (on, body) => routes.commands.cancelPacket({ ...on, comment: body.comment ?? null }),
  }),
  ...stepAndPreview(routes, {
    name: 'recovery',
    summary: 'Request the recovery of a complete packet as a whole',
    body: z.strictObject({ reason: comment }),
    act: (on, body) => routes.commands.askForRecovery({ ...on, reason: body.reason ?? null }),
  }),
];

const stepAndPreview = <Body extends z.ZodType>(
  routes: DecisionRoutes,
  step: Step<Body>,
): readonly Endpoint[] => {
  const alike = {
    method: 'post',
    access: 'signed-in',
    params: packetParams,
    ifMatch: true,
    body: step.body,
  } as const;
  const asked = (
    incoming: { params: { id: string }; actor: Actor; version: number },
    mode: 'do' | 'preview',
  ) => onPacket(incoming, mode);
  return [
    endpoint({
      ...alike,
      path: `/v1/packets/{id}/${step.name}`,
      summary: step.summary,
      answer: packetResource,
      handle: async (incoming) => {
        const outcome = await step.act(asked(incoming, 'do'), incoming.body);
        if (!outcome.ok) return problemOf(outcome.refusal);
        const { id, version } = outcome.value.packet;
        return found('This packet', await findPacket(routes.database, incoming.actor, id), { version });
      },
    }),
    endpoint({
      ...alike,
      path: `/v1/packets/{id}/${step.name}/preview`,
      summary: `Preview: ${step.summary.toLowerCase()}`,
      changesNothing: true,
      answer: previewResource,
      handle: async (incoming) => {
        const outcome = await step.act(asked(incoming, 'preview'), incoming.body);
        if (!outcome.ok) return problemOf(outcome.refusal);
        const people = await routes.people.everybody();
        return { body: previewOf(outcome.value, people, routes.today()) };
      },
    }),
  ];
};
