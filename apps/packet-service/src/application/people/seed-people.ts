import { accepted, type Result, refused } from '@recoup/domain/result';
import type { RowFault } from '../../domain/people/people-columns.ts';
import { readSeed, type SeededPerson, weighSeed } from '../../domain/people/seed.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PeopleStore, ProposePeople } from '../../ports/people/people-store.ts';

export type SeedRefusal =
  | { readonly reason: 'list-refused'; readonly faults: readonly RowFault[] }
  | { readonly reason: 'not-proposed'; readonly why: string };

/** What a seed did; `proposed` is the request in which it waits for an administrator. */
export type Seeded = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly proposed: string | null;
};
export type SeedPeople = (people: readonly SeededPerson[]) => Promise<Result<Seeded, SeedRefusal>>;

/**
 * Adds the first people of an installation, however often it is asked. Once there are two administrators who can decide, it only
 * proposes what it would add; who is known keeps what administrators gave or took since then.
 */
export const seedPeople =
  (people: PeopleStore, propose: ProposePeople, today: Clock['today']): SeedPeople =>
  async (listed) => {
    const listings = readSeed(listed);
    if (!listings.ok) return refused({ reason: 'list-refused', faults: listings.refusal });
    const seeded = await people.seed((everybody) => weighSeed(listings.value, everybody, today()));
    if (!seeded.ok) return refused({ reason: 'list-refused', faults: seeded.refusal });
    const { changes, isProposal } = seeded.value;
    const having = (effect: string) => changes.filter((change) => change.effect === effect).length;
    const [added, changed, unchanged] = [having('NEW'), having('CHANGED'), having('UNCHANGED')];
    if (!isProposal || added + changed === 0) return accepted({ added, changed, unchanged, proposed: null });
    const wanted = changes.filter(({ effect }) => effect !== 'UNCHANGED');
    const proposal = await propose(
      wanted.map(({ line, person, roleLines, moved }) => ({ line, person, roleLines, moved })),
    );
    return proposal.ok
      ? accepted({ added: 0, changed: 0, unchanged, proposed: proposal.value.changeRequestId })
      : refused({ reason: 'not-proposed', why: proposal.refusal });
  };
