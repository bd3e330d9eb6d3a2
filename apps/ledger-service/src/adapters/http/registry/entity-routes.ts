import { toCurrency } from '@recoup/domain/currency';
import { refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import { proposed } from '@recoup/runtime/change-requests/http/proposed';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { typedCode, typedLine } from '@recoup/runtime/http/input/typed-text';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import { usualRules } from '../../../domain/books/posting-policy.ts';
import { mustBeCurrency } from '../../../domain/import/fields.ts';
import { toTimeZone } from '../../../domain/registry/time-zone.ts';
import { entityList, legalEntities, legalEntity } from '../../../reads/registry/legal-entities.ts';
import { entityExists, type NewEntity } from './entity-change-kind.ts';
import { type ProposalRoutes, reason } from './proposed.ts';

const code = typedCode(60).regex(
  /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
  'must be letters, digits, dots, hyphens and underscores, and begin with a letter or digit',
);
const newEntity = withExample(
  z.strictObject({
    code,
    name: typedLine(200),
    functionalCurrency: z.string().refine((text) => toCurrency(text) !== undefined, mustBeCurrency),
    timeZone: z
      .string()
      .refine((text) => toTimeZone(text) !== undefined, 'must be an IANA time zone, such as Europe/London'),
    calendar: z.enum(['WEEKDAYS']).default('WEEKDAYS').describe('which days are business days'),
    reason: reason.optional(),
  }),
  { code: 'FR01', name: 'Recoup France', functionalCurrency: 'EUR', timeZone: 'Europe/Paris' },
);

/** What of a proposal each refusal is about. */
const fields = { ENTITY_EXISTS: '/code', ALREADY_PROPOSED: '/code' };

/** The legal entities, which two administrators register. */
export const entityRoutes = (routes: ProposalRoutes<NewEntity>): readonly Endpoint[] => {
  const { database, cursors, changes, kind } = routes;
  return [
    endpoint({
      method: 'get',
      path: '/v1/entities',
      summary: 'Legal entities, by code',
      access: 'signed-in',
      query: entityList.query,
      answer: pageOf(legalEntity),
      handle: async ({ query, actor }) => ({
        body: await legalEntities(database, actor, entityList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'post',
      path: '/v1/entities',
      summary: 'Propose a legal entity for another administrator to approve',
      access: { anyOf: ['ADMIN'] },
      refuses: [...refusing('role-missing', 'already-proposed'), entityExists],
      body: newEntity,
      answer: listedChangeRequest,
      status: 201,
      handle: async ({ actor: { personId }, body: { reason: why = null, ...entity } }) => {
        const payload = {
          ...entity,
          timeZone: toTimeZone(entity.timeZone) ?? entity.timeZone,
          rules: usualRules,
        };
        return proposed(await changes.propose({ kind, payload, reason: why, personId }), fields);
      },
    }),
  ];
};
