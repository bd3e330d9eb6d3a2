import { problem } from '@recoup/runtime/http/endpoint';
import type { Problem } from '@recoup/runtime/http/problem';
import type { RowFault } from '../../../domain/people/people-columns.ts';
import type { PeopleImportRefusal } from '../../../domain/people/people-import.ts';

const shownFaults = 100;

/** What each refusal of a list of people is called and answered with (definition D4). */
export const importProblem = (
  refusal: PeopleImportRefusal | { readonly reason: 'no-such-import' },
): { readonly problem: Problem } => {
  switch (refusal.reason) {
    case 'no-such-import':
      return problem(404, 'NOT_FOUND', 'This import does not exist or is outside your scope');
    case 'role-missing':
      return problem(403, 'ROLE_REQUIRED', 'You need the role ADMIN');
    case 'own-proposal':
      return problem(403, 'OWN_PROPOSAL', 'You proposed this list. Another administrator must approve it.');
    case 'already-decided':
      return problem(
        409,
        'WRONG_STATE',
        `This list has already been ${refusal.state === 'APPLIED' ? 'approved' : 'rejected'}`,
      );
    case 'reason-missing':
      return ofReason('is required');
    case 'reason-too-long':
      return ofReason('must have at most 4,000 characters');
    case 'people-changed':
      return problem(
        409,
        'PEOPLE_CHANGED',
        `These people have changed since the list was proposed: ${refusal.names.slice(0, 5).join(', ')}. Propose it again.`,
        { more: { changed: refusal.names } },
      );
    case 'list-refused':
      return ofRows(refusal.faults);
  }
};

const ofReason = (message: string) =>
  problem(400, 'INVALID_INPUT', `reason ${message}`, {
    errors: [{ pointer: '/reason', code: 'INVALID_INPUT', message }],
  });

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
