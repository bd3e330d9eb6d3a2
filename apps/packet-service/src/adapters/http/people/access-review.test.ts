import { expect, it } from 'vitest';
import type { RoleAssignmentItem } from '../../../reads/people/person-role-assignments.ts';
import { accessReviewCsv } from './access-review.ts';

const act = { changeRequestId: null, proposedBy: null, approvedBy: null };
const held: RoleAssignmentItem = {
  roleAssignmentId: 'a1',
  person: { personId: 'p1', name: '=HYPERLINK("x")', email: 'a@example.test', active: true },
  ...{ role: 'CFO', entity: 'US01', department: 'Music, Film', clientId: null },
  ...{ validFrom: '2026-01-01', validUntil: null, exception: null, conflictsWith: [] },
  granted: { ...act, at: '2026-03-02T10:00:00.000Z', on: '2026-03-02' },
  ended: null,
};

it('writes one line for each assignment, of which no cell is a formula', async () => {
  const pages = async function* () {
    yield [held];
    yield [{ ...held, roleAssignmentId: 'a2' }];
  };
  let text = '';
  for await (const part of accessReviewCsv(pages())) text += part;
  const lines = text.split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^\ufeffperson_id,/);
  expect(lines[1]).toBe(
    `p1,"'=HYPERLINK(""x"")",a@example.test,true,a1,CFO,US01,"Music, Film",,2026-01-01,,,,,2026-03-02,SEED,,,,,`,
  );
});
