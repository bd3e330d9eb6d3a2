import { toCurrency } from '@recoup/domain/currency';
import type { ChangeKindOf } from '@recoup/runtime/change-requests/change-kind';
import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import { refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { BillingSource, LegalEntity } from '../../../domain/books/legal-entity.ts';
import {
  billingSource,
  billingSources,
  entityList,
  legalEntities,
  legalEntity,
  sourceList,
} from '../../../reads/registry.ts';
import { entityExists } from './entity-change-kind.ts';
import { proposed } from './proposed.ts';
import { sourceExists } from './source-change-kind.ts';

export type RegistryRoutes = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly changes: ChangeRequests;
  readonly kinds: {
    readonly entity: ChangeKindOf<LegalEntity>;
    readonly source: ChangeKindOf<BillingSource>;
  };
};

const code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/, 'must be letters, digits, dots, hyphens and underscores');
const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
const newEntity = withExample(
  z.strictObject({
    code,
    name: z.string().trim().min(1).max(200),
    functionalCurrency: z.string().refine((text) => toCurrency(text) !== undefined, 'is no ISO 4217 code'),
    timeZone: z.string().refine(isTimeZone, 'is no IANA time zone, such as Europe/London'),
    calendar: z.enum(['WEEKDAYS']).default('WEEKDAYS').describe('which days are business days'),
    reason: z.string().trim().min(1).max(4_000).optional(),
  }),
  { code: 'FR01', name: 'Recoup France', functionalCurrency: 'EUR', timeZone: 'Europe/Paris' },
);
const newSource = withExample(
  z.strictObject({
    code: z.string().trim().min(1).max(60),
    partyPerEntity: z.boolean().default(false),
    numberPerYear: z.boolean().default(false),
    echoes: z.enum(['ALL', 'WRITE_OFFS', 'NONE']).default('ALL'),
    reason: z.string().trim().min(1).max(4_000).optional(),
  }),
  { code: 'erp-2' },
);

/** The legal entities and billing sources, which two administrators register. */
export const registryRoutes = ({
  database,
  cursors,
  changes,
  kinds,
}: RegistryRoutes): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/entities',
    summary: 'Legal entities, by code',
    access: 'signed-in',
    query: entityList.query,
    answer: pageOf(legalEntity),
    handle: async ({ query }) => ({ body: await legalEntities(database, entityList.ask(query, cursors)) }),
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
    handle: async ({ actor, body: { reason = null, ...payload } }) =>
      proposed(await changes.propose({ kind: kinds.entity, payload, reason, personId: actor.personId })),
  }),
  endpoint({
    method: 'get',
    path: '/v1/sources',
    summary: 'Billing sources whose files are taken in, by code',
    access: 'signed-in',
    query: sourceList.query,
    answer: pageOf(billingSource),
    handle: async ({ query }) => ({ body: await billingSources(database, sourceList.ask(query, cursors)) }),
  }),
  endpoint({
    method: 'post',
    path: '/v1/sources',
    summary: 'Propose a billing source for another administrator to approve',
    access: { anyOf: ['ADMIN'] },
    refuses: [...refusing('role-missing', 'already-proposed'), sourceExists],
    body: newSource,
    answer: listedChangeRequest,
    status: 201,
    handle: async ({ actor, body: { reason = null, ...payload } }) =>
      proposed(await changes.propose({ kind: kinds.source, payload, reason, personId: actor.personId })),
  }),
];
