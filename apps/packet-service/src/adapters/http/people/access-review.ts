import type { RoleAssignmentItem } from '../../../reads/people/person-role-assignments.ts';

const columns: readonly (readonly [name: string, of: (item: RoleAssignmentItem) => string | null])[] = [
  ['person_id', ({ person }) => person.personId],
  ['display_name', ({ person }) => person.name],
  ['email', ({ person }) => person.email],
  ['active', ({ person }) => String(person.active)],
  ['role_assignment_id', ({ roleAssignmentId }) => roleAssignmentId],
  ['role', ({ role }) => role],
  ['entity', ({ entity }) => entity],
  ['department', ({ department }) => department],
  ['client_id', ({ clientId }) => clientId],
  ['valid_from', ({ validFrom }) => validFrom],
  ['valid_until', ({ validUntil }) => validUntil],
  ['conflicts_with', ({ conflictsWith }) => conflictsWith.join(' ')],
  ['exception_reason', ({ exception }) => exception?.reason ?? null],
  ['exception_until', ({ exception }) => exception?.until ?? null],
  ['granted_on', ({ granted }) => granted.on],
  ['granted_by_request', ({ granted }) => granted.changeRequestId ?? 'SEED'],
  ['granted_proposed_by', ({ granted }) => granted.proposedBy?.name ?? null],
  ['granted_approved_by', ({ granted }) => granted.approvedBy?.name ?? null],
  ['ended_on', ({ ended }) => ended?.on ?? null],
  ['ended_by_request', ({ ended }) => ended?.changeRequestId ?? null],
  ['ended_approved_by', ({ ended }) => ended?.approvedBy?.name ?? null],
];

/** Role assignments as the file that whoever reviews access signs: with a mark by which spreadsheets read it as UTF-8. */
export async function* accessReviewCsv(
  pages: AsyncIterable<readonly RoleAssignmentItem[]>,
): AsyncIterable<string> {
  yield `\ufeff${columns.map(([name]) => name).join(',')}\r\n`;
  for await (const items of pages)
    yield items.map((item) => `${columns.map(([, of]) => cell(of(item) ?? '')).join(',')}\r\n`).join('');
}

/** No cell is a formula for the spreadsheet that opens it. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
