import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import { changeProblem, refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest, listedOf } from '@recoup/runtime/change-requests/http/change-request-resource';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { typedLines } from '@recoup/runtime/http/input/typed-text';
import * as z from 'zod';
import {
  notDeclaredHuman,
  oneHumanAlready,
  type samePersonKinds,
  tooFewAdministrators,
} from './same-person-kinds.ts';

export type SamePersonRoutes = {
  readonly kinds: ReturnType<typeof samePersonKinds>;
  readonly changes: ChangeRequests;
};

const another = withExample(z.strictObject({ otherPersonId: z.uuid(), reason: typedLines(4_000) }), {
  otherPersonId: '019d3f6a-1c00-7e52-9d20-41c8e6f7a803',
  reason: 'Hanna Berg has a second sign-in since the merger',
});
const alike = {
  method: 'post',
  access: { anyOf: ['ADMIN'] },
  params: z.strictObject({ id: z.uuid() }),
  body: another,
  answer: listedChangeRequest,
  status: 201,
} as const;
const waiting = refusing('role-missing', 'reason-missing', 'already-proposed', 'not-found');

/** That two entries of people are one human, or no longer, is proposed by one administrator and approved by another. */
export const samePersonRoutes = ({ kinds, changes }: SamePersonRoutes): readonly Endpoint[] => {
  const propose = async (
    kind: SamePersonRoutes['kinds']['sameAs'],
    personId: string,
    { params, body }: { params: { id: string }; body: { otherPersonId: string; reason: string } },
  ) => {
    const payload = { personId: params.id.toLowerCase(), otherPersonId: body.otherPersonId.toLowerCase() };
    const outcome = await changes.propose({ kind, payload, reason: body.reason, personId });
    return 'refusal' in outcome
      ? changeProblem(outcome.refusal)
      : { status: 201, body: listedOf(outcome.request) };
  };
  return [
    endpoint({
      ...alike,
      path: '/v1/people/{id}/same-as',
      summary: 'Propose that two people are one human, for another administrator to approve',
      refuses: [...waiting, oneHumanAlready, tooFewAdministrators],
      handle: ({ actor, ...asked }) => propose(kinds.sameAs, actor.personId, asked),
    }),
    endpoint({
      ...alike,
      path: '/v1/people/{id}/separation',
      summary: 'Propose that two people are one human no longer, for another administrator to approve',
      refuses: [...waiting, notDeclaredHuman],
      handle: ({ actor, ...asked }) => propose(kinds.separation, actor.personId, asked),
    }),
  ];
};
