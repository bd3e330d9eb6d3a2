import { type Approving, changeKind, type Weighed } from '@recoup/runtime/change-requests/change-kind';
import { notFound, problem, type Refusing } from '@recoup/runtime/http/endpoint';
import type { Person } from '../../../domain/people/person.ts';
import {
  concerned,
  type PeoplePair,
  type PersonSeparationRefusal,
  refusePersonSeparation,
  refuseSamePerson,
  type SamePersonRefusal,
} from '../../../domain/people/same-person.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { PeopleRegister } from '../../../ports/people/people-register.ts';
import type { PeopleDecision, SamePeople } from '../../../ports/people/same-people.ts';

export type TwoPeople = { readonly personId: string; readonly otherPersonId: string };

export const oneHumanAlready = { status: 409, code: 'ONE_HUMAN_ALREADY' };
export const tooFewAdministrators = { status: 409, code: 'TOO_FEW_ADMINISTRATORS' };
export const notDeclaredHuman = { status: 409, code: 'NOT_DECLARED_ONE_HUMAN' };

const refusals: Readonly<Record<SamePersonRefusal | PersonSeparationRefusal, readonly [Refusing, string]>> = {
  themselves: [oneHumanAlready, 'A person cannot be declared one with themselves. Name another one.'],
  'one-already': [oneHumanAlready, 'These two are one human already, through each other or through others.'],
  'too-few-administrators': [
    tooFewAdministrators,
    'These two are one human among the last administrators who can decide. Appoint another one first.',
  ],
  'one-through-others': [
    notDeclaredHuman,
    'These two are one human only through others. End what was declared of one of them and another.',
  ],
  'not-declared': [notDeclaredHuman, 'Nobody has declared these two one human.'],
};

const refusing = (refusal: SamePersonRefusal | PersonSeparationRefusal) => {
  const [{ status, code }, text] = refusals[refusal];
  return problem(status, code, text);
};

type SamePersonParts = {
  readonly register: PeopleRegister;
  readonly same: SamePeople;
  readonly today: Clock['today'];
};

const common = {
  roles: ['ADMIN'],
  alone: false,
  needsReason: true,
  expiresAfterDays: 30,
  subjectOf: ({ personId, otherPersonId }: TwoPeople) => [personId, otherPersonId].sort().join(' '),
};

/** What two administrators decide about people who are one human under several entries. */
export const samePersonKinds = (parts: SamePersonParts) => ({
  sameAs: changeKind<TwoPeople>({
    ...common,
    kind: 'PERSON_SAME_AS',
    refuses: [oneHumanAlready, tooFewAdministrators],
    weigh: (payload) =>
      weighed(parts, payload, (pair, everybody) => refuseSamePerson(pair, everybody, parts.today())),
    apply: (approving) => decided(parts, approving, parts.same.declare),
  }),
  separation: changeKind<TwoPeople>({
    ...common,
    kind: 'PERSON_SEPARATION',
    refuses: [notDeclaredHuman],
    weigh: (payload) => weighed(parts, payload, refusePersonSeparation),
    apply: (approving) => decided(parts, approving, parts.same.separate),
  }),
});

const lockPair = async (
  { register, same }: SamePersonParts,
  { personId, otherPersonId }: TwoPeople,
): Promise<{ readonly pair: PeoplePair; readonly everybody: readonly Person[] } | undefined> => {
  const everybody = await register.lockEverybody();
  const [one, other] = [personId, otherPersonId].map((id) => everybody.find((person) => person.id === id));
  if (!one || !other) return undefined;
  return { everybody, pair: { one, other, declared: await same.isDeclared(one.id, other.id) } };
};

const weighed = async (
  parts: SamePersonParts,
  payload: TwoPeople,
  refusalOf: (
    pair: PeoplePair,
    everybody: readonly Person[],
  ) => SamePersonRefusal | PersonSeparationRefusal | undefined,
): Promise<Weighed | ReturnType<typeof problem>> => {
  const locked = await lockPair(parts, payload);
  if (!locked) return notFound('This person');
  const { pair, everybody } = locked;
  const refusal = refusalOf(pair, everybody);
  if (refusal) return refusing(refusal);
  const seen = ({ id, displayName, email, oneWith }: Person) => ({ id, displayName, email, oneWith });
  return {
    before: { one: seen(pair.one), other: seen(pair.other) },
    beneficiaries: concerned(pair),
    scope: 'everything',
  };
};

const decided = async (
  parts: SamePersonParts,
  approving: Approving<TwoPeople>,
  change: (pair: PeoplePair, decision: PeopleDecision) => Promise<void>,
) => {
  const locked = await lockPair(parts, approving.payload);
  if (!locked) return notFound('This person');
  await approving.recordApproval();
  await change(locked.pair, {
    on: parts.today(),
    at: approving.moment.at,
    reason: approving.reason ?? '',
    proposedBy: approving.proposedBy.personId,
    approvedBy: approving.decidedBy.personId,
    changeRequestId: approving.changeRequestId,
  });
  return undefined;
};
