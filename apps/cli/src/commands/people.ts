import { openAsBlob } from 'node:fs';
import { listAt, textAt } from '../session/json-path.ts';
import { problemText, Refused, type Session } from '../session/session.ts';

const path = '/packet/v1/people/imports';

/** Proposes a list of people for another administrator to approve; shows what it would change, and the number it goes by. */
export const proposePeople = async (session: Session, file: string): Promise<string> => {
  const upload = {
    bytes: await openAsBlob(file),
    type: file.endsWith('.json') ? 'application/json' : 'text/csv',
  };
  const answer = await session.ask('POST', path, { upload });
  if (answer.status >= 400) throw new Refused(problemText(answer));
  const id = textAt(answer.body, 'peopleImportId');
  return [
    ...changedPeople(answer.body),
    `Proposed as ${id}: ${countsOf(answer.body)}. Nothing changes before another administrator approves it:`,
    `  npm run recoup -- people approve ${id}`,
  ].join('\n');
};

export const approvePeople = async (session: Session, id: string): Promise<string> => {
  const done = await session.get('POST', `${path}/${id}/approval`, { body: {} });
  return `Approved by ${textAt(done, 'decidedBy', 'name')}: ${countsOf(done)}`;
};

export const rejectPeople = async (session: Session, id: string, reason: string): Promise<string> => {
  const done = await session.get('POST', `${path}/${id}/rejection`, { body: { reason } });
  return `Rejected by ${textAt(done, 'decidedBy', 'name')}: ${textAt(done, 'reason')}`;
};

/** Lists of people, newest first, one line each. */
export const listPeopleImports = async (session: Session): Promise<string> => {
  const items = listAt(await session.get('GET', path), 'items');
  const lines = items.map((item) =>
    [
      textAt(item, 'peopleImportId'),
      textAt(item, 'state'),
      `proposed by ${textAt(item, 'proposedBy', 'name')}`,
      countsOf(item),
    ].join('  '),
  );
  return lines.join('\n') || 'There are none.';
};

const countsOf = (one: unknown): string =>
  ['new', 'changed', 'unchanged'].map((name) => `${textAt(one, 'counts', name)} ${name}`).join(', ');

const changedPeople = (one: unknown): readonly string[] =>
  listAt(one, 'changes')
    .filter((change) => textAt(change, 'effect') !== 'UNCHANGED')
    .map((change) => {
      const was = textAt(change, 'effect') === 'NEW' ? '' : ` (was: ${rolesOf(change, 'before')})`;
      const name = `${textAt(change, 'after', 'displayName')} <${textAt(change, 'after', 'email')}>`;
      return `  ${textAt(change, 'effect')}  ${name}: ${rolesOf(change, 'after')}${was}`;
    });

const rolesOf = (change: unknown, side: 'before' | 'after'): string => {
  const roles = listAt(change, side, 'roles').map((role) => {
    const scope = ['entity', 'department', 'clientId'].map((member) => textAt(role, member)).filter(Boolean);
    return scope.length > 0 ? `${textAt(role, 'role')} of ${scope.join('/')}` : textAt(role, 'role');
  });
  return roles.join(', ') || 'no role';
};
