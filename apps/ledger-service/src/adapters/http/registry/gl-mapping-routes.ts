import { refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import { proposed } from '@recoup/runtime/change-requests/http/proposed';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import { invalidInput } from '@recoup/runtime/http/input/invalid-input';
import { wholeNumber } from '@recoup/runtime/http/input/whole-number';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { GlMapping, PostingStrategy } from '../../../domain/general-ledger/gl-mapping.ts';
import { type MappingFault, mappingFaults } from '../../../domain/general-ledger/mapping-faults.ts';
import {
  findGlMapping,
  glMapping,
  glMappingList,
  glMappingVersion,
  glMappingVersions,
  wholeGlMapping,
} from '../../../reads/registry/gl-mappings.ts';
import { nothingChanges } from './gl-mapping-change-kind.ts';
import { type ProposalRoutes, reason } from './proposed.ts';

const newMapping = withExample(z.strictObject({ content: glMapping, reason }), {
  content: {
    subsidiaries: { '*': '1', UK01: '3' },
    currencies: { USD: '1', GBP: '2' },
    accounts: { AR: '119', CPAY: '201', TAXP: '205', CLEXP: '612' },
    customers: { '*': 'eid:*' },
    vendors: { '*': 'eid:*' },
    departments: { Film: '5' },
  },
  reason: 'The Film department has an id since June',
});

const inputError = ({ at, why }: MappingFault) => ({
  ...{ pointer: `/content/${at}`, code: 'INVALID_VALUE', message: why },
});

/** What of a proposal each refusal is about. */
const fields = { NOTHING_CHANGES: '/content' };

/** What our names are called in the general ledger, which two GL accountants decide. */
export const glMappingRoutes = (
  routes: ProposalRoutes<GlMapping>,
  strategies: readonly PostingStrategy[],
): readonly Endpoint[] => {
  const { database, cursors, changes, kind, registry } = routes;
  return [
    endpoint({
      method: 'get',
      path: '/v1/gl-mappings',
      summary: "Versions of the general ledger's mapping, newest first",
      access: 'signed-in',
      query: glMappingList.query,
      answer: pageOf(glMappingVersion),
      handle: async ({ query }) => ({
        body: await glMappingVersions(database, glMappingList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'get',
      path: '/v1/gl-mappings/{version}',
      summary: "A version of the general ledger's mapping with its content",
      access: 'signed-in',
      params: z.object({ version: wholeNumber(1, 2_147_483_647) }),
      answer: wholeGlMapping,
      handle: async ({ params: { version }, actor }) =>
        found('This version of the mapping', await findGlMapping(database, actor, version)),
    }),
    endpoint({
      method: 'post',
      path: '/v1/gl-mappings',
      summary: "Propose another version of the general ledger's mapping for another GL accountant to approve",
      access: { anyOf: ['GL_ACCOUNTANT'] },
      refuses: [...refusing('role-missing', 'already-proposed'), nothingChanges],
      body: newMapping,
      answer: listedChangeRequest,
      status: 201,
      handle: async ({ actor: { personId }, body: { content, reason: why } }) => {
        const entities = (await registry.entities()).map(({ code }) => code);
        const faults = mappingFaults(content, entities, strategies);
        if (faults.length > 0) throw invalidInput(faults.map(inputError));
        return proposed(await changes.propose({ kind, payload: content, reason: why, personId }), fields);
      },
    }),
  ];
};
