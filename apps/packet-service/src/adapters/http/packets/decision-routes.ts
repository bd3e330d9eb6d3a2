import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { withExample } from '@recoup/runtime/http/documentation/example';
import {
  type Access,
  type BodyOf,
  type Endpoint,
  endpoint,
  found,
  type Refusing,
} from '@recoup/runtime/http/endpoint';
import type { Actor } from '@recoup/runtime/http/people-directory';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import type { OnPacket } from '../../../application/packet/command-context.ts';
import { recoveryKinds } from '../../../domain/packet/packet.ts';
import type { Change } from '../../../domain/packet/packet-event.ts';
import type { Outcome } from '../../../ports/packet/packet-store.ts';
import type { PeopleStore } from '../../../ports/people/people-store.ts';
import { findPacket, packetResource } from '../../../reads/packet-view.ts';
import { submittedWarnings } from '../../../reads/submitted-warnings.ts';
import { commentText } from '../text-limits.ts';
import { whoDecides, whoEdits, whoRecovers } from './packet-access.ts';
import { onPacket, packetParams } from './packet-input.ts';
import { previewOf, previewResource } from './packet-preview.ts';
import { problemOf, refusing } from './packet-problem.ts';

export type DecisionRoutes = {
  readonly database: Queries;
  readonly people: PeopleStore;
  readonly today: () => CalendarDate;
  readonly commands: Commands;
};

type Step<Body extends z.ZodType> = {
  readonly name: string;
  readonly summary: string;
  readonly access: Access;
  readonly refuses: readonly Refusing[];
  readonly body: Body;
  /** Where the body has a comment that is not called so. */
  readonly commentAt?: string;
  readonly act: (on: OnPacket, body: BodyOf<Body>) => Promise<Outcome>;
};

const comment = commentText.optional();
const recoveryKind = z
  .enum(recoveryKinds)
  .default('RECOVERY')
  .describe('CORRECTION takes back a write-off that should never have been, and counts as no recovery');

/** Each step of the workflow and, beside it, its dry run by the same code. */
export const decisionRoutes = (routes: DecisionRoutes): readonly Endpoint[] => [
  ...stepAndPreview(routes, {
    name: 'submission',
    summary: 'Submit a draft for approval, or resubmit a rejected packet',
    access: whoEdits,
    refuses: refusing('wrong-state', 'submission-incomplete'),
    body: withExample(z.strictObject({}), {}),
    act: (on) => routes.commands.submitPacket(on),
  }),
  ...stepAndPreview(routes, {
    name: 'decisions',
    summary: 'Approve or reject in the role that must sign next; a rejection needs a comment',
    access: whoDecides,
    refuses: refusing('own-packet', 'signed-this-round', 'out-of-turn', 'wrong-state', 'sign-in-too-old'),
    body: withExample(z.strictObject({ decision: z.enum(['APPROVE', 'REJECT']), comment }), {
      decision: 'REJECT',
      comment: 'Missing latest email correspondence',
    }),
    act: (on, body) =>
      routes.commands.decidePacket({ ...on, decision: body.decision, comment: body.comment ?? null }),
  }),
  ...stepAndPreview(routes, {
    name: 'cancellation',
    summary: 'Cancel a draft or a rejected packet',
    access: whoEdits,
    refuses: refusing('wrong-state'),
    body: withExample(z.strictObject({ comment }), { comment: 'The debtor has paid' }),
    act: (on, body) => routes.commands.cancelPacket({ ...on, comment: body.comment ?? null }),
  }),
  ...stepAndPreview(routes, {
    name: 'recovery',
    summary: 'Request the recovery or the correction of a complete packet as a whole, with a reason',
    access: whoRecovers,
    refuses: refusing(
      ...(['signed-this-packet', 'not-executed', 'wrong-state', 'recovery-under-way'] as const),
      'date-before-write-off',
    ),
    body: withExample(z.strictObject({ kind: recoveryKind, reason: comment }), {
      reason: 'Paid in full on 31 March',
    }),
    commentAt: '/reason',
    act: (on, { kind, reason = null }) => routes.commands.askForRecovery({ ...on, kind, reason }),
  }),
];

const decides = ({ events: [{ type }] }: Change): boolean =>
  type === 'packet-stage-approved' || type === 'packet-rejected';

const stepAndPreview = <Body extends z.ZodType>(
  routes: DecisionRoutes,
  step: Step<Body>,
): readonly Endpoint[] => {
  const alike = {
    method: 'post',
    access: step.access,
    refuses: step.refuses,
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
        if (!outcome.ok) return problemOf(outcome.refusal, step.commentAt);
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
        if (!outcome.ok) return problemOf(outcome.refusal, step.commentAt);
        const people = await routes.people.everybody();
        const { packet } = outcome.value;
        const warnings = decides(outcome.value) ? await submittedWarnings(routes.database, packet.id) : [];
        return { body: previewOf({ warnings, ...outcome.value }, people, routes.today()) };
      },
    }),
  ];
};
