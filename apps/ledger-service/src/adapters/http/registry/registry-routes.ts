import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Endpoint } from '@recoup/runtime/http/endpoint';
import type { PostingStrategy } from '../../../domain/general-ledger/gl-mapping.ts';
import type { GlMappings } from '../../../ports/gl-mappings.ts';
import type { Registry } from '../../../ports/registry.ts';
import { entityChangeKind } from './entity-change-kind.ts';
import { entityRoutes } from './entity-routes.ts';
import { glMappingChangeKind } from './gl-mapping-change-kind.ts';
import { glMappingRoutes } from './gl-mapping-routes.ts';
import { periodChangeKind } from './period-change-kind.ts';
import { periodRoutes } from './period-routes.ts';
import { policyChangeKind } from './policy-change-kind.ts';
import { policyRoutes } from './policy-routes.ts';
import type { ProposalRoutes } from './proposed.ts';
import { sourceChangeKind } from './source-change-kind.ts';
import { sourceRoutes } from './source-routes.ts';

/** What of the registry two persons decide. */
export const registryKinds = (
  registry: Registry,
  mappings: GlMappings,
  openPeriods: () => Promise<unknown>,
  todayIn: (timeZone: string) => CalendarDate,
) => ({
  entity: entityChangeKind(registry, openPeriods),
  source: sourceChangeKind(registry),
  policy: policyChangeKind(registry),
  glMapping: glMappingChangeKind(mappings, registry),
  period: periodChangeKind(registry, todayIn),
});

/** Lists of the registry, and proposals to it. */
export const registryRoutes = (
  proposing: Omit<ProposalRoutes<never>, 'kind'>,
  kinds: ReturnType<typeof registryKinds>,
  strategies: readonly PostingStrategy[],
): readonly Endpoint[] => [
  ...entityRoutes({ ...proposing, kind: kinds.entity }),
  ...sourceRoutes({ ...proposing, kind: kinds.source }),
  ...policyRoutes({ ...proposing, kind: kinds.policy }),
  ...glMappingRoutes({ ...proposing, kind: kinds.glMapping }, strategies),
  ...periodRoutes({ ...proposing, kind: kinds.period }),
];
