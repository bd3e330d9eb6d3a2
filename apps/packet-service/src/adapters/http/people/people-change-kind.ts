import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { weighPeople } from '../../../domain/people/people-change.ts';
import {
  beneficiariesOf,
  changedSince,
  peopleKind,
  type Standing,
  standingOf,
  writtenBy,
} from '../../../domain/people/people-import.ts';
import type { Listing } from '../../../domain/people/people-listing.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { PeopleRegister } from '../../../ports/people/people-register.ts';
import { importProblem, listRefused } from './people-import-problem.ts';

/**
 * A list of people that one administrator proposes and another approves (definition D3). People may sign anywhere, so that it takes
 * administrators without limits; whomever the list gives or takes something decides nothing about it.
 */
export const peopleChangeKind = (register: PeopleRegister, today: Clock['today']) =>
  changeKind<readonly Listing[]>({
    kind: peopleKind,
    roles: ['ADMIN'],
    alone: false,
    needsReason: false,
    expiresAfterDays: 30,
    refuses: listRefused,
    subjectOf: () => null,
    weigh: async (listings, _moment, before) => {
      const changes = weighPeople(listings, await register.lockEverybody(), today());
      if (before !== undefined) {
        // Kept by this kind when the list was proposed.
        const then = before as readonly Standing[];
        const names = changes.ok ? changedSince(listings, then, changes.value.map(standingOf)) : [];
        if (names.length > 0) return importProblem({ reason: 'people-changed', names });
      }
      if (!changes.ok) return importProblem({ reason: 'list-refused', faults: changes.refusal });
      return {
        before: changes.value.map(standingOf),
        beneficiaries: beneficiariesOf(changes.value),
        scope: 'everything',
      };
    },
    apply: async ({ payload, changeRequestId, moment, recordApproval }) => {
      const everybody = await register.lockEverybody();
      const changes = weighPeople(payload, everybody, today());
      if (!changes.ok) return importProblem({ reason: 'list-refused', faults: changes.refusal });
      await recordApproval();
      await register.write(writtenBy(changes.value, everybody), {
        changeRequestId,
        at: moment.at,
        on: today(),
      });
      return undefined;
    },
  });
