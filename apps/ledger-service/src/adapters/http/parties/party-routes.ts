import { refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import { proposed } from '@recoup/runtime/change-requests/http/proposed';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, found, notFound } from '@recoup/runtime/http/endpoint';
import { aboutFields } from '@recoup/runtime/http/input/about-fields';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import type { Actor } from '@recoup/runtime/http/people-directory';
import * as z from 'zod';
import { lookAlike, lookAlikeList, lookAlikes } from '../../../reads/parties/look-alikes.ts';
import { findParty, listedParty, parties, partyList, partyResource } from '../../../reads/parties/parties.ts';
import { byId } from '../books/book-query.ts';
import { type ProposalRoutes, reason } from '../registry/proposed.ts';
import {
  notDeclared,
  oneAlready,
  otherKind,
  type samePartyKinds,
  type TwoParties,
} from './same-party-kinds.ts';

type PartyRoutes = Omit<ProposalRoutes<TwoParties>, 'kind' | 'registry'> & {
  readonly kinds: ReturnType<typeof samePartyKinds>;
};

const readers = { anyOf: ['CLIENT_ACCOUNTING', 'GL_ACCOUNTANT', 'AUDITOR'] };
const deciders = { anyOf: ['CLIENT_ACCOUNTING', 'GL_ACCOUNTANT'] };

const another = withExample(z.strictObject({ otherPartyId: z.uuid(), reason }), {
  otherPartyId: '019d3f6a-1c00-7e52-9d20-41c8e6f7a803',
  reason: 'One customer that moved from the old system to the new one',
});

/** What of a proposal each refusal is about. */
const fields = {
  NOT_FOUND: '/otherPartyId',
  PARTY_OF_ANOTHER_KIND: '/otherPartyId',
  ONE_PARTY_ALREADY: '/otherPartyId',
  NOT_DECLARED_SAME: '/otherPartyId',
  ALREADY_PROPOSED: '/otherPartyId',
};

const waiting = [...refusing('role-missing', 'reason-missing', 'already-proposed', 'not-found')];

/** Clients, debtors and agents, and which of them two people declare to be one. */
export const partyRoutes = (routes: PartyRoutes): readonly Endpoint[] => {
  const { database, cursors } = routes;
  return [
    endpoint({
      method: 'get',
      path: '/v1/parties',
      summary: 'Clients, debtors and agents by the numbers of their sources, by name',
      access: readers,
      query: partyList.query,
      answer: pageOf(listedParty),
      handle: async ({ query, actor }) => ({
        body: await parties(database, actor, partyList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'get',
      path: '/v1/parties/look-alikes',
      summary: 'Pairs of parties that look like one: nothing joins them before two people declare it',
      access: readers,
      query: lookAlikeList.query,
      answer: pageOf(lookAlike),
      handle: async ({ query, actor }) => ({
        body: await lookAlikes(database, actor, lookAlikeList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'get',
      path: '/v1/parties/{id}',
      summary: 'A party, and what two people declared of it and others',
      access: readers,
      params: byId,
      answer: partyResource,
      handle: async ({ params: { id }, actor }) => found('This party', await findParty(database, actor, id)),
    }),
    endpoint({
      method: 'post',
      path: '/v1/parties/{id}/same-as',
      summary: 'Propose that two parties are one, for another accountant to approve',
      access: deciders,
      refuses: [...waiting, otherKind, oneAlready],
      params: byId,
      body: another,
      answer: listedChangeRequest,
      status: 201,
      handle: ({ params, body, actor }) =>
        propose(routes, routes.kinds.sameAs, { ...params, ...body }, actor),
    }),
    endpoint({
      method: 'post',
      path: '/v1/parties/{id}/separation',
      summary: 'Propose that what was declared of two parties ends, for another accountant to approve',
      access: deciders,
      refuses: [...waiting, notDeclared],
      params: byId,
      body: another,
      answer: listedChangeRequest,
      status: 201,
      handle: ({ params, body, actor }) =>
        propose(routes, routes.kinds.separation, { ...params, ...body }, actor),
    }),
  ];
};

type Asked = { readonly id: string; readonly otherPartyId: string; readonly reason: string };

/** Whoever may not see a party proposes nothing about it. */
const propose = async (
  { database, changes }: PartyRoutes,
  kind: ProposalRoutes<TwoParties>['kind'],
  { id, otherPartyId, reason: why }: Asked,
  actor: Actor,
) => {
  const one = await findParty(database, actor, id);
  if (!one) return notFound('This party');
  const other = await findParty(database, actor, otherPartyId);
  if (!other) return aboutFields(notFound('The other party'), fields);
  // By their ids as they are kept: a caller may write them in capitals.
  const payload = { partyId: one.partyId, otherPartyId: other.partyId };
  return proposed(await changes.propose({ kind, payload, reason: why, personId: actor.personId }), fields);
};
