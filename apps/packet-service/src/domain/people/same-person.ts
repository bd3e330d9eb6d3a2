import type { CalendarDate } from '@recoup/domain/calendar-date';
import { administratorsMin, decidingAdministrators } from './administrators.ts';
import { isSameHuman, type Person } from './person.ts';

/** Two entries of people that are, or are no longer, to be one human. `declared` says whether that was declared of these two. */
export type PeoplePair = { readonly one: Person; readonly other: Person; readonly declared: boolean };

export type SamePersonRefusal = 'themselves' | 'one-already' | 'too-few-administrators';

/** Why two people cannot be declared one human. A circle of declarations would say nothing; two administrators must be left. */
export const refuseSamePerson = (
  { one, other }: PeoplePair,
  everybody: readonly Person[],
  today: CalendarDate,
): SamePersonRefusal | undefined => {
  if (one.id === other.id) return 'themselves';
  if (isSameHuman(one, other.id)) return 'one-already';
  const both = [one.id, ...one.oneWith, other.id, ...other.oneWith];
  const after = everybody.map((person) =>
    both.includes(person.id) ? { ...person, oneWith: both.filter((id) => id !== person.id) } : person,
  );
  return decidingAdministrators(after, today) < administratorsMin ? 'too-few-administrators' : undefined;
};

export type PersonSeparationRefusal = 'one-through-others' | 'not-declared';

/** Why what was declared of two people cannot be ended: nothing was declared of these two themselves. */
export const refusePersonSeparation = ({
  one,
  other,
  declared,
}: PeoplePair): PersonSeparationRefusal | undefined => {
  if (declared) return undefined;
  return isSameHuman(one, other.id) ? 'one-through-others' : 'not-declared';
};

/** Everybody whom it concerns that two are one human, or no longer: none of them decides it. */
export const concerned = ({ one, other }: PeoplePair): readonly Person['id'][] => [
  ...new Set([one, other].flatMap(({ id, oneWith }) => [id, ...oneWith])),
];
