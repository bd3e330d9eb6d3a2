import { Readable } from 'node:stream';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import type { Actor } from '@recoup/runtime/http/people-directory';
import * as z from 'zod';
import {
  type RoleAssignmentItem,
  roleAssignment,
  roleAssignmentList,
  roleAssignments,
} from '../../../reads/people/person-role-assignments.ts';
import { accessReviewCsv } from './access-review.ts';

const readers = { anyOf: ['ADMIN', 'AUDITOR'] };
const query = roleAssignmentList.query.extend({
  format: z
    .enum(['json', 'csv'])
    .default('json')
    .describe('csv: all that is asked for in one file, for an access review'),
});

/** Who held which role on which day, and by whose approval. */
export const roleAssignmentRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => {
  const grantsOf = ({ grants }: Actor) => grants.filter(({ role }) => readers.anyOf.includes(role));
  const page = (actor: Actor, asked: Readonly<Record<string, unknown>>) =>
    roleAssignments(database, grantsOf(actor), roleAssignmentList.ask(asked, cursors));

  async function* pages(actor: Actor, asked: Readonly<Record<string, unknown>>) {
    let after: string | null = null;
    do {
      const { items, page: read }: Awaited<ReturnType<typeof page>> = await page(actor, {
        ...asked,
        limit: 500,
        ...(after === null ? {} : { after }),
      });
      yield items satisfies readonly RoleAssignmentItem[];
      after = read.next;
    } while (after !== null);
  }

  return [
    endpoint({
      method: 'get',
      path: '/v1/role-assignments',
      summary:
        'Roles of people with who granted and ended them; with format=csv, the file for an access review',
      access: readers,
      query,
      answer: { json: pageOf(roleAssignment), orBytes: 'text/csv' },
      handle: async ({ actor, query: { format, ...asked } }) =>
        format === 'csv'
          ? {
              stream: Readable.from(accessReviewCsv(pages(actor, asked))),
              headers: {
                'content-type': 'text/csv; charset=utf-8',
                'content-disposition': 'attachment; filename="access-review.csv"',
              },
            }
          : { body: await page(actor, asked) },
    }),
  ];
};
