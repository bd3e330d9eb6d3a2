import { changeKind, type Weighed } from '@recoup/runtime/change-requests/change-kind';
import { notFound, problem } from '@recoup/runtime/http/endpoint';
import {
  refuseSame,
  refuseSeparation,
  type SamePartyRefusal,
  type SeparationRefusal,
} from '../../../domain/parties/same-party.ts';
import type { Parties, PartyDecision, PartyPair } from '../../../ports/parties.ts';

export type TwoParties = { readonly partyId: string; readonly otherPartyId: string };

export const otherKind = { status: 409, code: 'PARTY_OF_ANOTHER_KIND' };
export const oneAlready = { status: 409, code: 'ONE_PARTY_ALREADY' };
export const notDeclared = { status: 409, code: 'NOT_DECLARED_SAME' };

const refusals: Readonly<
  Record<SamePartyRefusal | SeparationRefusal, readonly [{ status: number; code: string }, string]>
> = {
  itself: [oneAlready, 'A party cannot be declared one with itself. Name another one.'],
  'of-another-kind': [
    otherKind,
    'These two parties are of different kinds. Only clients, only debtors or only agents can be one party.',
  ],
  'one-already': [oneAlready, 'These two are one party already, through each other or through others.'],
  'one-through-others': [
    notDeclared,
    'These two are one party only through others. End what was declared of one of them and another.',
  ],
  'not-declared': [notDeclared, 'Nobody has declared these two one party.'],
};

/** Of everybody who works in one of its legal entities, a party means the same: so those decide who cover the entities whole. */
const common = {
  roles: ['CLIENT_ACCOUNTING', 'GL_ACCOUNTANT'],
  alone: false,
  needsReason: true,
  expiresAfterDays: 30,
  subjectOf: ({ partyId, otherPartyId }: TwoParties) => [partyId, otherPartyId].sort().join(' '),
};

/** Two people declare that two numbers of sources mean one party. */
const sameAsKind = (parties: Parties) =>
  changeKind<TwoParties>({
    ...common,
    kind: 'PARTY_SAME_AS',
    refuses: [otherKind, oneAlready],
    weigh: (payload) => weighed(parties, payload, ({ one, other }) => refuseSame(one, other)),
    apply: async ({ payload: { partyId, otherPartyId }, ...approved }) => {
      const pair = await parties.lockPair(partyId, otherPartyId);
      if (!pair) return notFound('This party');
      await approved.recordApproval();
      await parties.declareSame(pair, decisionOf(approved));
      return undefined;
    },
  });

/** Two people end what was declared so, which was a mistake or holds no longer. */
const separationKind = (parties: Parties) =>
  changeKind<TwoParties>({
    ...common,
    kind: 'PARTY_SEPARATION',
    refuses: [notDeclared],
    weigh: (payload) =>
      weighed(parties, payload, ({ one, other, declaredAs }) =>
        refuseSeparation(one, other, declaredAs !== null),
      ),
    apply: async ({ payload: { partyId, otherPartyId }, ...approved }) => {
      const pair = await parties.lockPair(partyId, otherPartyId);
      if (!pair?.declaredAs)
        return problem(notDeclared.status, notDeclared.code, refusals['not-declared'][1]);
      await approved.recordApproval();
      await parties.separate(pair.declaredAs, decisionOf(approved));
      return undefined;
    },
  });

/** What two people decide about parties. */
export const samePartyKinds = (parties: Parties) => ({
  sameAs: sameAsKind(parties),
  separation: separationKind(parties),
});

const weighed = async (
  parties: Parties,
  { partyId, otherPartyId }: TwoParties,
  refusalOf: (pair: PartyPair) => SamePartyRefusal | SeparationRefusal | undefined,
): Promise<Weighed | ReturnType<typeof problem>> => {
  const pair = await parties.lockPair(partyId, otherPartyId);
  if (!pair) return notFound('This party');
  const refusal = refusalOf(pair);
  if (refusal) {
    const [{ status, code }, text] = refusals[refusal];
    return problem(status, code, text);
  }
  const { one, other, entities } = pair;
  return {
    before: { one, other },
    beneficiaries: [],
    scope:
      entities.length === 0
        ? 'everything'
        : entities.map((entity) => ({ entity, department: null, clientId: null })),
  };
};

const decisionOf = (approved: {
  readonly reason: string | null;
  readonly changeRequestId: string;
  readonly proposedBy: { readonly personId: string };
  readonly decidedBy: { readonly personId: string };
  readonly moment: { readonly today: string };
}): PartyDecision => ({
  on: approved.moment.today,
  reason: approved.reason ?? '',
  proposedBy: approved.proposedBy.personId,
  approvedBy: approved.decidedBy.personId,
  changeRequestId: approved.changeRequestId,
});
