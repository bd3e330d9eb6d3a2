import type { ChangeRequestParts } from '../../change-requests/change-request-parts.ts';
import { changeRequests } from '../../change-requests/change-requests.ts';
import { changeRequestRoutes } from '../../change-requests/http/change-request-routes.ts';
import type { CursorCodec } from '../../http/cursor.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { scheduledJob } from '../../process/duties/scheduled-job.ts';
import type { Logger } from '../../process/logger.ts';
import type { Running } from '../../process/loop.ts';
import type { ServiceMetrics } from '../../process/metrics.ts';
import type { ResolveDeadLetters } from '../resolve.ts';
import { deadLetterKind } from './dead-letter-kind.ts';
import type { ResolutionChanges } from './dead-letter-routes.ts';

/** What two persons decide in a service; needs `changeRequestTables`. */
export type FourEyes = ChangeRequestParts & {
  readonly cursors: CursorCodec;
  /** Whether dead letters are resolved by two persons as well, and not by one; needs `fourEyesTables`. */
  readonly resolvesDeadLetters: boolean;
};

const expireEveryMs = 60_000;

/** The routes and the work that a service has for what two persons decide, its own kinds and dead letters alike. */
export const fourEyesOf = (
  given: FourEyes | undefined,
  consumers: ResolveDeadLetters,
  { logger, metrics }: { readonly logger: Logger; readonly metrics: ServiceMetrics },
): {
  readonly endpoints: readonly Endpoint[];
  readonly jobs: readonly (() => Running)[];
  readonly resolutionChanges: ResolutionChanges | undefined;
} => {
  if (!given) return { endpoints: [], jobs: [], resolutionChanges: undefined };
  const { database, cursors, service, resolvesDeadLetters } = given;
  const kind = deadLetterKind(database, consumers);
  const kinds = resolvesDeadLetters ? [...given.kinds, kind] : given.kinds;
  const changes = changeRequests({ ...given, kinds });
  return {
    endpoints: changeRequestRoutes({ database, changes, kinds, cursors }),
    jobs: [
      scheduledJob({
        name: 'closing old change requests',
        actor: `service:${service}`,
        everyMs: expireEveryMs,
        work: changes.expire,
        logger,
        metrics,
      }),
    ],
    resolutionChanges: resolvesDeadLetters ? { changes, kind } : undefined,
  };
};
