import { problem, type Refusing } from '@recoup/runtime/http/endpoint';
import type { Problem } from '@recoup/runtime/http/problem';
import { longestComment } from '../../../domain/comment-text.ts';
import type { RowFault } from '../../../domain/people/people-columns.ts';
import type { PeopleImportRefusal } from '../../../domain/people/people-import.ts';

type Refused = PeopleImportRefusal | { readonly reason: 'no-such-import' };

const shownFaults = 100;

/** What each refusal of a list of people is called (definition D4). */
const codes = {
  'no-such-import': { status: 404, code: 'NOT_FOUND' },
  'role-missing': { status: 403, code: 'ROLE_REQUIRED' },
  'own-proposal': { status: 403, code: 'OWN_PROPOSAL' },
  'already-decided': { status: 409, code: 'WRONG_STATE' },
  'reason-missing': { status: 400, code: 'INVALID_INPUT' },
  'reason-too-long': { status: 400, code: 'INVALID_INPUT' },
  'people-changed': { status: 409, code: 'PEOPLE_CHANGED' },
  'list-refused': { status: 400, code: 'PEOPLE_REJECTED' },
} as const satisfies Readonly<Record<Refused['reason'], Refusing>>;

export const refusing = (...reasons: readonly Refused['reason'][]): readonly Refusing[] =>
  reasons.map((reason) => codes[reason]);

/** What each refusal of a list of people says. */
export const importProblem = (refusal: Refused): { readonly problem: Problem } => {
  const { status, code } = codes[refusal.reason];
  switch (refusal.reason) {
    case 'no-such-import':
      return problem(status, code, 'This import does not exist or is outside your scope');
    case 'role-missing':
      return problem(status, code, 'You need the role ADMIN');
    case 'own-proposal':
      return problem(status, code, 'You proposed this list. Another administrator must approve it.');
    case 'already-decided':
      return problem(
        status,
        code,
        `This list has already been ${refusal.state === 'APPLIED' ? 'approved' : 'rejected'}`,
      );
    case 'reason-missing':
      return ofReason('is required');
    case 'reason-too-long':
      return ofReason(`must have at most ${longestComment.toLocaleString('en-US')} characters`);
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
