import { problem, type Refusing } from '@recoup/runtime/http/endpoint';
import type { Problem } from '@recoup/runtime/http/problem';
import type { RowFault } from '../../../domain/people/people-columns.ts';

/** Why a list of people is not proposed or approved, beside what holds for every change request. */
type Refused =
  /** Somebody whom the list names has changed since it was proposed; what the approver saw no longer holds. */
  | { readonly reason: 'people-changed'; readonly names: readonly string[] }
  | { readonly reason: 'list-refused'; readonly faults: readonly RowFault[] };

const shownFaults = 100;

/** What each refusal of a list of people is called (definition D4). */
const codes = {
  'people-changed': { status: 409, code: 'PEOPLE_CHANGED' },
  'list-refused': { status: 400, code: 'PEOPLE_REJECTED' },
} as const satisfies Readonly<Record<Refused['reason'], Refusing>>;

export const listRefused: readonly Refusing[] = Object.values(codes);

/** What each refusal of a list of people says. */
export const importProblem = (refusal: Refused): { readonly problem: Problem } => {
  const { status, code } = codes[refusal.reason];
  switch (refusal.reason) {
    case 'people-changed':
      return problem(
        status,
        code,
        `These people have changed since the list was proposed: ${refusal.names.slice(0, 5).join(', ')}. Propose it again.`,
        { more: { changed: refusal.names } },
      );
    case 'list-refused':
      return ofRows(refusal.faults);
  }
};

const sentenceOf = ({ line, column, reason }: RowFault): string => {
  if (line === 0) return `The list ${reason}`;
  return column === '' ? `Line ${line} ${reason}` : `In line ${line}, ${column} ${reason}`;
};

const ofRows = (faults: readonly RowFault[]) => {
  const [first] = faults;
  return problem(400, 'PEOPLE_REJECTED', `${first && sentenceOf(first)}. Nothing was changed.`, {
    errors: faults.slice(0, shownFaults).map(({ line, column, value, code, reason }) => ({
      pointer: line > 0 ? `/rows/${line}/${column}` : '/rows',
      code,
      message: reason,
      params: { row: line, column, value },
    })),
    more: { faults: faults.length },
  });
};
